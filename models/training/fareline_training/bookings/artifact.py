"""The bookings model's file and manifest: ratios to the pickup forecast."""

import numpy as np
from numpy.typing import NDArray

from ..kit.artifact import Json, write_artifact
from ..kit.command import Release
from ..kit.contributions import contributions, output_contributions
from ..kit.covers import with_covers
from ..kit.encode import Matrix, described_inputs, to_matrix
from ..kit.graph import Graph
from ..kit.lightgbm_trees import add_lightgbm
from ..kit.parity import check_parity
from ..kit.rows import Rows, sample
from ..kit.trees import Ensemble
from .facts import FACTS
from .fit import OUTPUTS, QUANTILES, BookingsModel, Recipe, ratios
from .report import EXPLAINED, write_report

GOLDEN_ROWS = 24
PARITY_ROWS = 20_000


def to_onnx(model: BookingsModel, inputs: int) -> bytes:
    ensemble = Ensemble(targets=len(OUTPUTS))
    for target, booster in enumerate(model.boosters):
        add_lightgbm(ensemble, booster, [target])
    graph = Graph("bookings", inputs, ensemble)
    return with_covers(graph.finish(graph.add(graph.margins, 1.0)), model.boosters)


def build_artifact(model: BookingsModel, recipe: Recipe, rows: Rows, release: Release) -> Json:
    """Writes the artifact into `release.folder/<version>`; returns what kit/artifact.py returns."""
    onnx_bytes = to_onnx(model, len(rows.features))
    matrix = to_matrix(sample(rows, PARITY_ROWS), {})
    difference = check_parity(onnx_bytes, matrix, ratios(model, matrix))
    golden = to_matrix(sample(rows, GOLDEN_ROWS), {})
    written = write_artifact(
        release.folder,
        model="bookings",
        task="final bookings of a market and departure date, had nothing been sold out",
        target="final bookings over what is booked plus the mean of pickup and fresh pickup",
        inputs=described_inputs(rows.features, {}),
        outputs=OUTPUTS,
        quantiles=tuple(QUANTILES.values()),
        conformal=model.conformal,
        card_facts=FACTS,
        onnx_bytes=onnx_bytes,
        golden=golden,
        contributions=[output_contributions(EXPLAINED, _contributions(model, golden))],
        **release.fields(rows),
    )
    if release.report:
        version = str(written["version"])
        write_report(model, recipe, rows, release.seed, version, release.folder / version)
    return written | {"parity_rows": len(matrix), "parity_greatest_difference": difference}


def _contributions(model: BookingsModel, matrix: Matrix) -> NDArray[np.float64]:
    """To the ratio of EXPLAINED. Shape [rows, inputs + 1]."""
    rows = contributions(model.boosters[OUTPUTS.index(EXPLAINED)], matrix)[:, 0]
    rows[:, -1] += 1
    return rows
