"""The outlook's artifact: trained on what may be shipped, golden rows of every data set."""

import numpy as np
from numpy.typing import NDArray

from ..kit.artifact import Json, write_artifact
from ..kit.command import Release
from ..kit.contributions import contributions, output_contributions
from ..kit.encode import Matrix, described_inputs
from ..kit.parity import check_parity
from ..kit.rows import Rows, sample, sample_each
from .calibrate import calibrated
from .export import to_onnx
from .facts import FACTS
from .fit import OutlookModel, fit, matrix_of, predict
from .paths import EVER, read_paths
from .recipe import OUTPUTS, QUANTILES, Recipe
from .report import EXPLAINED, write_report

GOLDEN_ROWS = 24
PARITY_ROWS = 10_000


def build_artifact(rows: Rows, recipe: Recipe, release: Release) -> Json:
    """Writes the artifact into `release.folder/<version>`; returns what kit/artifact.py returns."""
    everything = np.ones(len(rows), dtype=bool)
    conformal = calibrated(rows, everything, EVER, recipe, release.seed)
    model = fit(rows, everything, EVER, recipe, release.seed)
    onnx_bytes = to_onnx(model)
    checked = matrix_of(sample(rows, PARITY_ROWS))
    difference = check_parity(onnx_bytes, checked, predict(model, checked))
    golden = matrix_of(sample_each(rows, GOLDEN_ROWS))
    written = write_artifact(
        release.folder,
        model="outlook",
        task="lowest fare of a market and departure date 1, 3, 7, 14 and 30 days ahead, the chance "
        "that it falls, and what waiting for that earns",
        target="log(later lowest fare / lowest fare now); logits; price paid / price now - 1",
        quantiles=QUANTILES,
        inputs=described_inputs(model.features, {}),
        outputs=OUTPUTS,
        conformal=conformal,
        card_facts=FACTS,
        onnx_bytes=onnx_bytes,
        golden=golden,
        contributions=[output_contributions(EXPLAINED, _contributions(model, golden))],
        **release.fields(rows),
    )
    if release.report:
        version = str(written["version"])
        out, metrics = release.folder / version, release.metrics
        write_report(model, recipe, rows, metrics, release.seed, version, out)
    checks = {"parity_rows": len(checked), "parity_greatest_difference": difference}
    paths = read_paths(rows)
    return written | checks | {"rows": len(rows), "series": int(paths.series.max()) + 1}


def _contributions(model: OutlookModel, matrix: Matrix) -> NDArray[np.float64]:
    """To EXPLAINED. Shape [rows, inputs + 1]."""
    (head,) = (head for head in model.heads if head.outputs == [EXPLAINED])
    rows = contributions(head.booster, matrix)[:, 0]
    rows[:, -1] += head.base[0]
    return rows
