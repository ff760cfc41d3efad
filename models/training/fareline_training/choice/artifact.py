"""The choice model's artifact: fitted on every simulated choice, calibrated, checked, described."""

import numpy as np

from ..kit.artifact import Json, write_artifact
from ..kit.command import Release
from ..kit.encode import described_inputs
from ..kit.parity import check_parity
from ..kit.rows import Rows
from .export import to_onnx
from .facts import FACTS
from .fit import fit, score
from .outside import fit_outside
from .recipe import Recipe
from .report import write_report
from .rows import simulated
from .slates import inclusive_value

GOLDEN_ROWS = 24
PARITY_ROWS = 20_000
#: Scores are sums of some hundred float32 leaves.
TOLERANCE = 5e-5


def build_artifact(rows: Rows, recipe: Recipe, release: Release) -> Json:
    """Writes the artifact into `release.folder/<version>`; returns what kit/artifact.py returns."""
    data = simulated(rows)
    model = fit(data.names, data.all.where(data.taken), recipe, release.seed)
    scores = score(model, data.all.features)
    worth = inclusive_value(scores / model.temperature, data.all)
    constant, slope = fit_outside(worth, data.booked)
    onnx_bytes = to_onnx(model)
    checked = _spread(len(scores), PARITY_ROWS)
    difference = check_parity(
        onnx_bytes, data.all.features[checked], scores[checked, None], TOLERANCE
    )
    written = write_artifact(
        release.folder,
        model="choice",
        task="which offer of a slate is chosen",
        target="log-odds x temperature",
        inputs=described_inputs(rows.features, {}),
        outputs=["score"],
        onnx_bytes=onnx_bytes,
        golden=data.all.features[_spread(len(scores), GOLDEN_ROWS)],
        card_facts=FACTS,
        choice={
            "temperature": model.temperature,
            "outside": {"constant": constant, "slope": slope},
        },
        **release.fields(rows),
    )
    if release.report:
        version = str(written["version"])
        write_report(model, recipe, data, release.seed, version, release.folder / version)
    return written | {"parity_rows": len(checked), "parity_greatest_difference": difference}


def _spread(rows: int, count: int) -> np.ndarray:
    return np.unique(np.linspace(0, rows - 1, min(count, rows)).astype(int))
