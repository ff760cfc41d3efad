"""The hold model's file and manifest: calibrated logits of the bins, straight from the leaves."""

from pathlib import Path

import numpy as np

from ..kit.artifact import Json, described_data, write_artifact
from ..kit.encode import described_inputs, to_matrix
from ..kit.graph import Graph
from ..kit.parity import check_parity
from ..kit.rows import Rows, sample
from ..kit.trees import Ensemble
from ..kit.xgboost_trees import add_booster
from .bins import CHANGED, COUNT, SAME, output_names
from .facts import FACTS
from .fit import HoldModel, logits

GOLDEN_ROWS = 24
PARITY_ROWS = 20_000


def to_onnx(model: HoldModel, inputs: int) -> bytes:
    """The scale goes into the leaves, so that a forest needs no operator but a sum."""
    ensemble = Ensemble(targets=COUNT)
    add_booster(ensemble, model.trees.same, [SAME])
    ensemble.leaf_weights = [weight * model.scale for weight in ensemble.leaf_weights]
    add_booster(ensemble, model.trees.size, CHANGED)
    graph = Graph("hold", inputs, ensemble)
    return graph.finish(graph.add(graph.margins, np.insert(model.size_shifts, SAME, model.shift)))


def build_artifact(
    model: HoldModel,
    rows: Rows,
    sources: dict[str, Json],
    metrics: list[Json],
    identity: Json,
    folder: Path,
) -> Json:
    """Writes the artifact into `folder/<version>` and says what it wrote."""
    onnx_bytes = to_onnx(model, len(rows.features))
    matrix = to_matrix(sample(rows, PARITY_ROWS), {})
    difference = check_parity(onnx_bytes, matrix, logits(model, matrix), 1e-4)
    written = write_artifact(
        folder,
        model="hold",
        version=str(identity["version"]),
        created_at=str(identity["created_at"]),
        task="how far the price of a cached quote has moved since it was seen",
        target="logit of the bin of true price / quoted price - 1",
        inputs=described_inputs(rows.features, {}),
        outputs=output_names(model.bin_means),
        training={"data": described_data(rows, sources), "seed": identity["seed"]},
        metrics=metrics,
        card_facts=FACTS,
        onnx_bytes=onnx_bytes,
        golden=_golden(rows),
    )
    checks = {"parity_rows": len(matrix), "parity_greatest_difference": difference}
    return written | checks | {"rows": len(rows)}


def _golden(rows: Rows) -> np.ndarray:
    """Rows of every data set."""
    data = rows.text("data")
    names = np.unique(data)
    parts = [
        to_matrix(sample(rows.where(data == name), GOLDEN_ROWS // len(names)), {}) for name in names
    ]
    return np.concatenate(parts)
