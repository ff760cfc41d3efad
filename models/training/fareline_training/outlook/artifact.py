"""The outlook's artifact: trained on what may be shipped, golden rows of every data set."""

from pathlib import Path

import numpy as np

from ..kit.artifact import Json, described_data, write_artifact
from ..kit.encode import described_inputs
from ..kit.parity import check_parity
from ..kit.rows import Rows, sample
from .calibrate import calibrated
from .export import to_onnx
from .facts import FACTS
from .fit import fit, matrix_of, predict
from .paths import read_paths
from .recipe import OUTPUTS, QUANTILES, Recipe

GOLDEN_ROWS = 24
PARITY_ROWS = 10_000
#: Later than any day: all targets have come true.
EVER = 10**6


def build_artifact(
    rows: Rows,
    recipe: Recipe,
    sources: dict[str, Json],
    metrics: list[Json],
    identity: Json,
    folder: Path,
) -> Json:
    everything = np.ones(len(rows), dtype=bool)
    seed = int(str(identity["seed"]))
    conformal = calibrated(rows, everything, EVER, recipe, seed)
    model = fit(rows, everything, EVER, recipe, seed)
    onnx_bytes = to_onnx(model)
    checked = matrix_of(sample(rows, PARITY_ROWS))
    difference = check_parity(onnx_bytes, checked, predict(model, checked))
    data = rows.text("data")
    names = np.unique(data)
    golden = np.concatenate(
        [matrix_of(sample(rows.where(data == name), GOLDEN_ROWS // len(names))) for name in names]
    )
    written = write_artifact(
        folder,
        model="outlook",
        version=str(identity["version"]),
        created_at=str(identity["created_at"]),
        task="lowest fare of a market and departure date 1, 3, 7, 14 and 30 days ahead, the chance "
        "that it falls, and what waiting for that earns",
        target="log(later lowest fare / lowest fare now); logits; price paid / price now - 1",
        quantiles=QUANTILES,
        inputs=described_inputs(model.features, {}),
        outputs=OUTPUTS,
        conformal=conformal,
        training={"data": described_data(rows, sources), "seed": seed},
        metrics=metrics,
        card_facts=FACTS,
        onnx_bytes=onnx_bytes,
        golden=golden,
    )
    checks = {"parity_rows": len(checked), "parity_greatest_difference": difference}
    paths = read_paths(rows)
    return written | checks | {"rows": len(rows), "series": int(paths.series.max()) + 1}
