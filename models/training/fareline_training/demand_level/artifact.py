"""The demand level's file and manifest: probabilities of the three levels."""

import numpy as np
import xgboost as xgb

from ..kit.artifact import Json, write_artifact
from ..kit.command import Release
from ..kit.contributions import contributions, output_contributions
from ..kit.covers import with_covers
from ..kit.encode import described_inputs, to_matrix
from ..kit.graph import Graph
from ..kit.parity import check_parity
from ..kit.rows import Rows, sample
from ..kit.trees import Ensemble
from ..kit.xgboost_trees import add_booster
from .facts import FACTS
from .levels import LEVELS, Recipe, probabilities
from .report import EXPLAINED, write_report

GOLDEN_ROWS = 24
PARITY_ROWS = 20_000


def to_onnx(booster: xgb.Booster, inputs: int) -> bytes:
    ensemble = Ensemble(targets=len(LEVELS))
    add_booster(ensemble, booster, range(len(LEVELS)))
    graph = Graph("demand-level", inputs, ensemble)
    return with_covers(graph.finish(graph.softmax(graph.margins)), [booster])


def build_artifact(booster: xgb.Booster, recipe: Recipe, rows: Rows, release: Release) -> Json:
    """Writes the artifact into `release.folder/<version>`; returns what kit/artifact.py returns."""
    onnx_bytes = to_onnx(booster, len(rows.features))
    matrix = to_matrix(sample(rows, PARITY_ROWS), {})
    difference = check_parity(onnx_bytes, matrix, probabilities(booster, matrix))
    # An even sample of all traffics and markets, one input of it unknown.
    golden = np.array(to_matrix(sample(rows, GOLDEN_ROWS), {}))
    golden[0, 3] = np.nan
    written = write_artifact(
        release.folder,
        model="demand-level",
        task="whether a market is searched for less, as much or more than it is used to, on a day "
        "up to a week ahead",
        target="probability of the level of expected searches",
        inputs=described_inputs(rows.features, {}),
        outputs=LEVELS,
        card_facts=FACTS,
        onnx_bytes=onnx_bytes,
        golden=golden,
        contributions=[
            output_contributions(
                EXPLAINED, contributions(booster, golden)[:, LEVELS.index(EXPLAINED)]
            )
        ],
        **release.fields(rows),
    )
    if release.report:
        version = str(written["version"])
        write_report(booster, recipe, rows, release.seed, version, release.folder / version)
    return written | {"parity_rows": len(matrix), "parity_greatest_difference": difference}
