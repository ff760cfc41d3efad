"""Passengers of city pairs one month ahead: LightGBM on what a direction does beside the nation.

A month moves all pairs together, and there are few months: trees that could separate them would
memorise each. So every training month is centred on its own mean, inputs are net of the
nation, and the nation's step comes from the same month of earlier years (TypeScript's `forecast`).
The recipe was chosen on 2017, 2018 and 2023; the last twelve months were not looked at.
"""

from collections.abc import Callable

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from ..kit.artifact import Json
from ..kit.encode import to_matrix
from ..kit.rows import Rows

Vector = NDArray[np.float64]

ROUNDS = 150
#: Seeds whose answers are averaged.
BAGS = 3
#: Months from one fit to the next, and months tested.
REFIT = 3
TESTED = 12
#: Directions known for less are not judged.
MIN_MONTHS = 24
#: A route that opens or closes must not move the others.
LEAST, GREATEST = 0.3, 3.0

PARAMS = {
    "objective": "mae",
    "num_leaves": 15,
    "learning_rate": 0.06,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 1.0,
    # One thread: threads that wait for each other on a busy machine cost a hundredfold.
    "num_threads": 1,
    "verbose": -1,
}


def evaluate_cities(rows: Rows, seed: int, report_progress: Callable[[str], None]) -> list[Json]:
    """Metrics of the last TESTED months one month ahead, refitted every REFIT months."""
    month = rows.numbers("month")
    last = month.max()
    first = last - TESTED + 1
    predicted = np.full(len(rows), np.nan)
    fitted = 0
    for start in np.arange(first, last + 1, REFIT):
        block = (month >= start) & (month < start + REFIT)
        training_rows = rows.where(month < start)
        fitted = len(training_rows)
        report_progress(f"city pairs: fitting on {fitted} rows before {_name(start)}")
        predicted[block] = _predict(_fit(training_rows, seed), rows.where(block))
    judged = (month >= first) & (rows.numbers("months_known") >= MIN_MONTHS)
    part = rows.where(judged)
    predicted = {
        "LightGBM": predicted[judged],
        "last value": part.numbers("last"),
        "last value and the nation's usual step": part.numbers("forecast"),
        "seasonal naive": part.numbers("year_ago"),
    }
    span = f"{_name(first)} to {_name(last)}, one month ahead"
    metrics = []
    for model, values in predicted.items():
        train_rows = fitted if model == "LightGBM" else 0
        for scope, actual, answer in (
            ("directed", part.numbers("passengers"), values),
            ("both directions", *_both(part, values)),
        ):
            metrics.append(_metric(f"{scope}, {span}", train_rows, model, actual, answer))
    return sorted(metrics, key=lambda each: str(each["split"]))


def _fit(rows: Rows, seed: int) -> list[lgb.Booster]:
    forecast = rows.numbers("forecast")
    passengers = rows.numbers("passengers")
    _, group = np.unique(rows.numbers("month"), return_inverse=True)
    common = np.bincount(group, passengers) / np.bincount(group, forecast)
    ratio = np.clip(passengers / (forecast * common[group]), LEAST, GREATEST)
    matrix = to_matrix(rows, {})
    return [
        lgb.train(
            PARAMS | {"seed": seed + bag}, lgb.Dataset(matrix, ratio, weight=forecast), ROUNDS
        )
        for bag in range(BAGS)
    ]


def _predict(boosters: list[lgb.Booster], rows: Rows) -> Vector:
    matrix = to_matrix(rows, {})
    ratio = np.mean([np.asarray(booster.predict(matrix)) for booster in boosters], axis=0)
    return ratio * rows.numbers("forecast")


def _both(part: Rows, values: Vector) -> tuple[Vector, Vector]:
    """Sums of both directions, where both are judged: actual, predicted."""
    keys = np.char.add(np.char.add(part.text("pair"), " "), part.numbers("month").astype(str))
    _, at, count = np.unique(keys, return_inverse=True, return_counts=True)
    whole = count == 2
    actual = np.bincount(at, part.numbers("passengers"))
    return actual[whole], np.bincount(at, values)[whole]


def _metric(split: str, train_rows: int, model: str, actual: Vector, predicted: Vector) -> Json:
    known = np.isfinite(predicted)
    error = predicted[known] - actual[known]
    total = actual[known].sum()
    return {
        "data": "city_pairs",
        "split": split,
        "rows": int(known.sum()),
        "train_rows": train_rows,
        "model": model,
        "values": {
            "wape": float(np.abs(error).sum() / total),
            "bias": float(error.sum() / total),
        },
    }


def _name(month: float) -> str:
    return f"{int(month) // 12}-{int(month) % 12 + 1:02d}"
