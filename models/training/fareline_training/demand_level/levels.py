"""XGBoost classifies low, medium and high demand: one softmax over three classes."""

from dataclasses import dataclass

import numpy as np
import xgboost as xgb
from numpy.typing import NDArray

from ..kit.encode import Matrix, to_matrix
from ..kit.rows import Rows

#: In the order of the outputs, as models/demand-level names them.
LEVELS = ("low", "medium", "high")


@dataclass(frozen=True)
class Recipe:
    rounds: int = 120
    depth: int = 5
    eta: float = 0.1
    min_child_weight: float = 20
    subsample: float = 0.8
    colsample: float = 0.6
    reg_lambda: float = 2.0


def classes(rows: Rows, column: str) -> NDArray[np.int64]:
    """Position in LEVELS. Shape [rows]."""
    text = rows.text(column)
    return np.select([text == level for level in LEVELS], range(len(LEVELS)), -1).astype(np.int64)


def fit(rows: Rows, recipe: Recipe, seed: int) -> xgb.Booster:
    """Fits on `row.level`, one of LEVELS. Same seed, same trees."""
    return xgb.train(
        {
            "objective": "multi:softprob",
            "num_class": len(LEVELS),
            # Margins start at 0, so that the trees alone are the answer.
            "base_score": 0.0,
            "tree_method": "hist",
            "max_depth": recipe.depth,
            "eta": recipe.eta,
            "min_child_weight": recipe.min_child_weight,
            "subsample": recipe.subsample,
            "colsample_bytree": recipe.colsample,
            "reg_lambda": recipe.reg_lambda,
            "seed": seed,
            # One thread: threads that wait for each other on a busy machine cost a hundredfold.
            "nthread": 1,
            "verbosity": 0,
        },
        xgb.DMatrix(to_matrix(rows, {}), classes(rows, "level")),
        recipe.rounds,
    )


def probabilities(booster: xgb.Booster, matrix: Matrix) -> NDArray[np.float32]:
    """Shape [rows, levels]."""
    return booster.inplace_predict(matrix)
