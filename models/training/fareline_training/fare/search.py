"""Search of one expert's point head, on stretches of time inside the training rows.

The loss is RMSE over the spread of fares, so that data sets of any currency weigh the same.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import optuna
import xgboost as xgb

from ..kit.encode import to_matrix
from ..kit.rows import Rows
from ..kit.search import forward_folds, search, suggest_xgboost, thinned
from .experts import Expert
from .money import fare, fare_categories
from .views import hide

FOLDS = 3
#: As many rows of a data set are enough to compare recipes, and a trial stays under a minute.
MOST_ROWS = 30_000


def search_expert(
    rows: Rows,
    expert: Expert,
    storage: Path,
    seconds: float,
    seed: int,
    report_progress: Callable[[str], None],
) -> dict:
    """`rows` are training rows alone."""
    rows = thinned(rows, MOST_ROWS, seed)
    data, fares = rows.text("data"), fare(rows)
    folds = list(forward_folds(rows.numbers("at"), data, FOLDS))
    prepared = []
    for earlier, _ in folds:
        categories = fare_categories(rows.where(earlier))
        matrix = to_matrix(rows, categories)
        prepared.append(hide(matrix, rows.features, expert.views[-1].hidden))

    def losses(trial: optuna.Trial) -> Iterator[float]:
        params = suggest_xgboost(trial, (60, 400))
        rounds = int(str(params.pop("rounds")))
        objective = trial.suggest_categorical("objective", ["reg:gamma", "count:poisson"])
        fixed = {"tree_method": "hist", "base_score": 1, "seed": seed, "nthread": 2}
        for matrix, (earlier, later) in zip(prepared, folds, strict=True):
            centre = np.exp(np.log(fares[earlier]).mean())
            booster = xgb.train(
                params | fixed | {"objective": objective, "verbosity": 0},
                xgb.DMatrix(matrix[earlier], fares[earlier] / centre),
                rounds,
            )
            error = booster.inplace_predict(matrix[later]) * centre - fares[later]
            yield _loss(error, fares[later], data[later])

    first = {
        "rounds": expert.rounds,
        "max_depth": expert.depth,
        "eta": expert.eta,
        "colsample_bytree": expert.colsample,
        "subsample": 0.8,
        "min_child_weight": 5,
        "objective": "reg:gamma",
    }
    return search(f"fare {expert.name}", losses, storage, seconds, seed, report_progress, first)


def _loss(error: np.ndarray, fares: np.ndarray, data: np.ndarray) -> float:
    each = [
        np.sqrt((error[data == name] ** 2).mean()) / fares[data == name].std()
        for name in np.unique(data)
    ]
    return float(np.mean(each))
