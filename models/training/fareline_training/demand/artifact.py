"""The demand level's file and manifest: probabilities of the three levels."""

from pathlib import Path

import numpy as np
import xgboost as xgb

from ..kit.artifact import Json, described_data, write_artifact
from ..kit.encode import described_inputs, to_matrix
from ..kit.graph import Graph
from ..kit.parity import check_parity
from ..kit.rows import Rows, sample
from ..kit.trees import Ensemble
from ..kit.xgboost_trees import add_booster
from .facts import FACTS
from .levels import LEVELS, probabilities

GOLDEN_ROWS = 24
PARITY_ROWS = 20_000

SOURCES: dict[str, Json] = {
    "simulator": {
        "name": "Market simulator of this project (pipelines/simulator)",
        "licence": "MIT",
    }
}


def to_onnx(booster: xgb.Booster, inputs: int) -> bytes:
    ensemble = Ensemble(targets=len(LEVELS))
    add_booster(ensemble, booster, range(len(LEVELS)))
    graph = Graph("demand-level", inputs, ensemble)
    return graph.finish(graph.softmax(graph.margins))


def build_artifact(
    booster: xgb.Booster, rows: Rows, metrics: list[Json], identity: Json, folder: Path
) -> Json:
    """Writes the artifact into `folder/<version>` and says what it wrote."""
    onnx_bytes = to_onnx(booster, len(rows.features))
    matrix = to_matrix(sample(rows, PARITY_ROWS), {})
    difference = check_parity(onnx_bytes, matrix, probabilities(booster, matrix))
    # An even sample of all traffics and markets, one input of it unknown.
    golden = np.array(to_matrix(sample(rows, GOLDEN_ROWS), {}))
    golden[0, 3] = np.nan
    written = write_artifact(
        folder,
        model="demand-level",
        version=str(identity["version"]),
        created_at=str(identity["created_at"]),
        task="whether a market is searched for less, as much or more than it is used to, on a day "
        "up to a week ahead",
        target="probability of the level of expected searches",
        inputs=described_inputs(rows.features, {}),
        outputs=LEVELS,
        training={"data": described_data(rows, SOURCES), "seed": identity["seed"]},
        metrics=metrics,
        card_facts=FACTS,
        onnx_bytes=onnx_bytes,
        golden=golden,
    )
    return written | {"parity_rows": len(matrix), "parity_greatest_difference": difference}
