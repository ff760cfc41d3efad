"""The quote validity model's file and manifest: logits of the bins, straight from the leaves."""

import numpy as np
from numpy.typing import NDArray

from ..kit.artifact import Json, write_artifact
from ..kit.command import Release
from ..kit.contributions import contributions, output_contributions
from ..kit.covers import with_covers
from ..kit.encode import Matrix, described_inputs, to_matrix
from ..kit.graph import Graph
from ..kit.parity import check_parity
from ..kit.rows import Rows, sample, sample_each
from ..kit.trees import Ensemble
from ..kit.xgboost_trees import add_booster
from .bins import CHANGED, COUNT, SAME, output_names
from .facts import FACTS
from .fit import QuoteValidityModel, Recipe, logits
from .report import write_report

GOLDEN_ROWS = 24
PARITY_ROWS = 20_000


def to_onnx(model: QuoteValidityModel, inputs: int) -> bytes:
    """The scale goes into the leaves, so that a forest needs no operator but a sum."""
    ensemble = Ensemble(targets=COUNT)
    add_booster(ensemble, model.trees.same, [SAME])
    ensemble.leaf_weights = [weight * model.scale for weight in ensemble.leaf_weights]
    add_booster(ensemble, model.trees.size, CHANGED)
    graph = Graph("hold", inputs, ensemble)
    onnx_bytes = graph.finish(
        graph.add(graph.margins, np.insert(model.size_shifts, SAME, model.shift))
    )
    return with_covers(onnx_bytes, [model.trees.same, model.trees.size])


def build_artifact(model: QuoteValidityModel, recipe: Recipe, rows: Rows, release: Release) -> Json:
    """Writes the artifact into `release.folder/<version>`; returns what kit/artifact.py returns."""
    onnx_bytes = to_onnx(model, len(rows.features))
    matrix = to_matrix(sample(rows, PARITY_ROWS), {})
    difference = check_parity(onnx_bytes, matrix, logits(model, matrix), 1e-4)
    golden = to_matrix(sample_each(rows, GOLDEN_ROWS), {})
    outputs = output_names(model.bin_means)
    written = write_artifact(
        release.folder,
        model="hold",
        task="how far the price of a cached quote has moved since it was seen",
        target="logit of the bin of true price / quoted price - 1",
        inputs=described_inputs(rows.features, {}),
        outputs=outputs,
        card_facts=FACTS,
        onnx_bytes=onnx_bytes,
        golden=golden,
        contributions=[output_contributions(outputs[SAME], _contributions(model, golden))],
        **release.fields(rows),
    )
    if release.report:
        version = str(written["version"])
        write_report(model, recipe, rows, release.seed, version, release.folder / version)
    checks = {"parity_rows": len(matrix), "parity_greatest_difference": difference}
    return written | checks | {"rows": len(rows)}


def _contributions(model: QuoteValidityModel, matrix: Matrix) -> NDArray[np.float64]:
    """To the calibrated logit of "the same". Shape [rows, inputs + 1]."""
    rows = contributions(model.trees.same, matrix)[:, 0] * model.scale
    rows[:, -1] += model.shift
    return rows
