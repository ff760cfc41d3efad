"""The anomaly model's file and manifest: path lengths summed over trees, as an isolation score."""

import numpy as np

from ..kit.artifact import Json, write_artifact
from ..kit.command import Release
from ..kit.encode import described_inputs, to_matrix
from ..kit.graph import Graph
from ..kit.isolation_trees import add_isolation_forest, path_scale
from ..kit.parity import check_parity
from ..kit.rows import Rows, sample, sample_each
from ..kit.trees import Ensemble
from .facts import FACTS
from .fit import IsolationModel, Recipe, isolation
from .report import write_report

GOLDEN_ROWS = 24
PARITY_ROWS = 20_000


def to_onnx(model: IsolationModel, inputs: int) -> bytes:
    ensemble = Ensemble(targets=1)
    add_isolation_forest(ensemble, model.forest, 0)
    graph = Graph("anomaly", inputs, ensemble)
    return graph.finish(graph.exp(graph.mul(graph.margins, -np.log(2) / path_scale(model.forest))))


def build_artifact(model: IsolationModel, recipe: Recipe, rows: Rows, release: Release) -> Json:
    """Writes the artifact into `release.folder/<version>`; returns what kit/artifact.py returns."""
    onnx_bytes = to_onnx(model, len(rows.features))
    matrix = to_matrix(sample(rows, PARITY_ROWS), {})
    difference = check_parity(onnx_bytes, matrix, isolation(model.forest, matrix)[:, None])
    written = write_artifact(
        release.folder,
        model="anomaly",
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
        card_facts=FACTS,
        onnx_bytes=onnx_bytes,
        golden=_golden(rows, model),
        **release.fields(rows),
    )
    if release.report:
        version = str(written["version"])
        write_report(model, rows, version, release.folder / version)
    checks = {"parity_rows": len(matrix), "parity_greatest_difference": difference}
    return written | checks | {"rows": len(rows)}


def _golden(rows: Rows, model: IsolationModel) -> np.ndarray:
    """Usual rows of every data set, and the most unusual ones there are."""
    every = to_matrix(rows, {})
    strange = np.argsort(-isolation(model.forest, every), kind="stable")[: GOLDEN_ROWS // 4]
    return np.concatenate([to_matrix(sample_each(rows, GOLDEN_ROWS), {}), every[strange]])
