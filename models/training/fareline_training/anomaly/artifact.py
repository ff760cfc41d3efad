"""The anomaly model's file and manifest: path lengths summed over trees, as an isolation score."""

from pathlib import Path

import numpy as np

from ..kit.artifact import Json, described_data, write_artifact
from ..kit.encode import described_inputs, to_matrix
from ..kit.graph import Graph
from ..kit.isolation_trees import add_isolation_forest, path_scale
from ..kit.parity import check_parity
from ..kit.rows import Rows, sample
from ..kit.trees import Ensemble
from .facts import FACTS
from .fit import IsolationModel, Recipe, isolation

GOLDEN_ROWS = 24
PARITY_ROWS = 20_000


def to_onnx(model: IsolationModel, inputs: int) -> bytes:
    ensemble = Ensemble(targets=1)
    add_isolation_forest(ensemble, model.forest, 0)
    graph = Graph("anomaly", inputs, ensemble)
    return graph.finish(graph.exp(graph.mul(graph.margins, -np.log(2) / path_scale(model.forest))))


def build_artifact(
    model: IsolationModel,
    recipe: Recipe,
    rows: Rows,
    sources: dict[str, Json],
    metrics: list[Json],
    identity: Json,
    folder: Path,
) -> Json:
    """Writes the artifact into `folder/<version>` and says what it wrote."""
    onnx_bytes = to_onnx(model, len(rows.features))
    matrix = to_matrix(sample(rows, PARITY_ROWS), {})
    difference = check_parity(onnx_bytes, matrix, isolation(model.forest, matrix)[:, None])
    written = write_artifact(
        folder,
        model="anomaly",
        version=str(identity["version"]),
        created_at=str(identity["created_at"]),
        task="how unusual a day of one airline's fares in one market is",
        target="isolation score, 0-1",
        inputs=described_inputs(rows.features, {}),
        outputs=["isolation"],
        isolation={
            "usual": model.usual,
            "unusual": model.unusual,
            "weight": recipe.weight,
            "finding": recipe.finding,
        },
        training={"data": described_data(rows, sources), "seed": identity["seed"]},
        metrics=metrics,
        card_facts=FACTS,
        onnx_bytes=onnx_bytes,
        golden=_golden(rows, model),
    )
    checks = {"parity_rows": len(matrix), "parity_greatest_difference": difference}
    return written | checks | {"rows": len(rows)}


def _golden(rows: Rows, model: IsolationModel) -> np.ndarray:
    """Usual rows of every data set, and the most unusual ones there are."""
    data = rows.text("data")
    names = np.unique(data)
    parts = [
        to_matrix(sample(rows.where(data == name), GOLDEN_ROWS // len(names)), {}) for name in names
    ]
    every = to_matrix(rows, {})
    strange = np.argsort(-isolation(model.forest, every), kind="stable")[: GOLDEN_ROWS // 4]
    return np.concatenate([*parts, every[strange]])
