"""The value of waiting a day, by fitted value iteration (Ernst, Geurts and Wehenkel 2005).

Q(x) = E[p'/p * min(1, Q(x'))]: the price that will be paid over the price now by whoever waits a
day and then acts as Q says. x' is the next observed day of the same departure; the last observed
day has to buy. Waiting pays where Q < 1, without a margin set by hand.

Two models learn from halves of the departures, and each is taught by the other: a departure's own
luck does not teach the value of its own next day.
"""

import zlib
from dataclasses import dataclass

import numpy as np
import xgboost as xgb
from numpy.typing import NDArray

from ..kit.encode import Matrix
from ..outlook.paths import Paths

Vector = NDArray[np.float64]
Mask = NDArray[np.bool_]

FOLDS = 2
#: Whoever waits and pays three times the price learned nothing more than at two and a half.
MOST = 2.5


@dataclass(frozen=True)
class Recipe:
    rounds: int = 60
    depth: int = 4
    eta: float = 0.08
    min_child_weight: float = 100
    colsample: float = 0.5
    subsample: float = 0.7
    reg_lambda: float = 5
    #: Rows farther out teach nothing of the last month.
    days_out: int = 45
    #: Iterations of the first fit, and of later ones, which start from the models before.
    first: int = 8
    later: int = 3


@dataclass(frozen=True)
class Transitions:
    """Rows with a next observation, by row number: the next row, and the ratio of their fares."""

    rows: NDArray[np.int64]
    then: NDArray[np.int64]
    ratio: Vector
    fold: NDArray[np.int64]


def transitions(paths: Paths, before: int, recipe: Recipe) -> Transitions:
    """Those whose both ends were observed before day number `before`."""
    has = (paths.following >= 0) & (paths.days_out <= recipe.days_out)
    rows = np.flatnonzero(has & (paths.day[paths.following] < before))
    then = paths.following[rows]
    ratio = np.minimum(paths.amount[then] / paths.amount[rows], MOST)
    return Transitions(rows, then, ratio, folds(paths)[rows])


def folds(paths: Paths) -> NDArray[np.int64]:
    of = [zlib.crc32(f"advice {each}".encode()) % FOLDS for each in range(paths.series.max() + 1)]
    return np.array(of)[paths.series]


def fit_value(
    matrix: Matrix,
    known: Transitions,
    recipe: Recipe,
    seed: int,
    start: list[xgb.Booster] | None = None,
) -> list[xgb.Booster]:
    """One model a fold, fitted on the transitions of that fold."""
    models = start
    last = ~np.isin(known.then, known.rows)
    for _ in range(recipe.later if start else recipe.first):
        onward = np.ones(len(known.rows))
        for fold in range(FOLDS):
            own = (known.fold == fold) & ~last
            if models is not None and own.any():
                other = models[(fold + 1) % FOLDS]
                onward[own] = np.minimum(1, predicted(other, matrix[known.then[own]]))
        target = known.ratio * onward
        models = [
            _train(matrix[known.rows[own]], target[own], recipe, seed + fold)
            for fold in range(FOLDS)
            for own in [known.fold == fold]
        ]
    if models is None:
        raise ValueError("a fit needs at least one iteration")
    return models


def value(models: list[xgb.Booster], matrix: Matrix) -> Vector:
    """Q of rows that no fold has seen: the mean of the models. Shape [rows]."""
    return np.mean([predicted(model, matrix) for model in models], axis=0)


def predicted(model: xgb.Booster, matrix: Matrix) -> Vector:
    return model.inplace_predict(matrix).astype(np.float64)


def _train(matrix: Matrix, target: Vector, recipe: Recipe, seed: int) -> xgb.Booster:
    return xgb.train(
        {
            "objective": "reg:squarederror",
            "base_score": float(target.mean()),
            "max_depth": recipe.depth,
            "eta": recipe.eta,
            "min_child_weight": recipe.min_child_weight,
            "colsample_bytree": recipe.colsample,
            "subsample": recipe.subsample,
            "lambda": recipe.reg_lambda,
            "tree_method": "hist",
            "seed": seed,
            # The order of float sums depends on the number of threads.
            "nthread": 2,
            "verbosity": 0,
        },
        xgb.DMatrix(matrix, target),
        recipe.rounds,
    )
