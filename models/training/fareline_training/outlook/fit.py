"""The outlook's trees: per horizon a point, five quantiles, drops of six sizes, what waiting earns.

All targets are relative to the lowest fare now. The point is the median weighted by the inverse of
the later fare, which is what minimises the expected error in percent.
"""

import zlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import xgboost as xgb
from numpy.typing import NDArray

from ..kit.encode import Matrix
from ..kit.rows import Feature, Rows
from .paths import Paths, later_fare, lowest_within, read_paths
from .recipe import (
    DROPS,
    HORIZONS,
    OUTPUTS,
    QUANTILES,
    Recipe,
    Trees,
    drop_names,
    quantile_names,
    wait_names,
)
from .split import known_at
from .stopping import outcomes, targets

Vector = NDArray[np.float64]
Mask = NDArray[np.bool_]

#: Odds of what never happens in training are not 0.
LEAST = 0.002
FOLDS = 2

Part = Literal["levels", "drops", "waits"]
PARTS: tuple[Part, ...] = ("levels", "drops", "waits")


@dataclass(frozen=True)
class Head:
    booster: xgb.Booster
    #: Added to the trees' sums, one an output.
    base: list[float]
    outputs: list[str]


@dataclass(frozen=True)
class OutlookModel:
    features: tuple[Feature, ...]
    heads: tuple[Head, ...]


@dataclass(frozen=True)
class TrainingRows:
    """Everything has one line a row; `weight` makes data sets equal."""

    matrix: Matrix
    paths: Paths
    own: Mask
    #: Day number before which targets must have come true.
    before: int
    weight: Vector


def matrix_of(rows: Rows) -> Matrix:
    """Shape [rows, features]; all features are numbers."""
    columns = [rows.frame[each.name].cast(float).fill_null(np.nan) for each in rows.features]
    return np.ascontiguousarray(np.column_stack(columns), dtype=np.float32)


def fit(
    rows: Rows,
    own: Mask,
    before: int,
    recipe: Recipe,
    seed: int,
    parts: Collection[Part] = PARTS,
    report_progress: Callable[[str], None] = lambda _: None,
    horizons: Sequence[int] = HORIZONS,
) -> OutlookModel:
    """Learns from the rows of `own`, with targets that came true before day number `before`."""
    own = _lent(rows, own, recipe.rows, seed)
    training_rows = TrainingRows(
        matrix_of(rows), read_paths(rows), own, before, _weights(rows, own)
    )
    heads: list[Head] = []
    for days in horizons:
        if "levels" in parts:
            heads += _level_heads(training_rows, days, recipe, seed)
        if "drops" in parts:
            heads.append(_drop_head(training_rows, days, recipe, seed))
    if "waits" in parts:
        heads += _wait_heads(training_rows, recipe, seed)
    report_progress(f"fitted {', '.join(parts)} on {own.sum()} rows")
    return OutlookModel(rows.features, tuple(heads))


def predict(model: OutlookModel, matrix: Matrix) -> NDArray[np.float32]:
    """Shape [rows, OUTPUTS]; 0 where a model was not taught that part."""
    result = np.zeros((len(matrix), len(OUTPUTS)), dtype=np.float32)
    for head in model.heads:
        result[:, [OUTPUTS.index(name) for name in head.outputs]] = margins(head, matrix)
    return result


def margins(head: Head, matrix: Matrix) -> NDArray[np.float32]:
    predicted = head.booster.inplace_predict(matrix, predict_type="margin")
    return predicted.reshape(len(matrix), -1) + np.asarray(head.base, dtype=np.float32)


def _lent(rows: Rows, own: Mask, most: int, seed: int) -> Mask:
    data = rows.text("data")
    chance = np.random.default_rng(seed)
    lent = np.zeros(len(own), dtype=bool)
    for name in np.unique(data):
        index = np.flatnonzero(own & (data == name))
        lent[index if len(index) <= most else chance.choice(index, most, replace=False)] = True
    return lent


def _weights(rows: Rows, own: Mask) -> Vector:
    """A data set weighs as the square root of its rows: a big one must not drown a small one."""
    _, index = np.unique(rows.text("data"), return_inverse=True)
    counts = np.bincount(index, own)
    weights = 1 / np.sqrt(np.maximum(counts, 1))[index]
    return weights / weights[own].mean()


def _level_heads(training_rows: TrainingRows, days: int, recipe: Recipe, seed: int) -> list[Head]:
    target = known_at(
        later_fare(training_rows.paths, days), training_rows.paths, days, training_rows.before
    )
    own = training_rows.own & np.isfinite(target)
    if not own.any():
        raise ValueError(f"no training row has a fare {days} days later")
    near = training_rows.paths.days_out[own] <= recipe.near_days
    percent = (
        training_rows.weight[own] * np.exp(-target[own]) * np.where(near, recipe.near_weight, 1)
    )
    point = _train(
        training_rows.matrix[own],
        target[own],
        percent / percent.mean(),
        recipe.point,
        {"objective": "reg:quantileerror", "quantile_alpha": [0.5], "base_score": 0},
        seed,
    )
    quantiles = _train(
        training_rows.matrix[own],
        target[own],
        training_rows.weight[own],
        recipe.quantiles,
        {"objective": "reg:quantileerror", "quantile_alpha": list(QUANTILES), "base_score": 0},
        seed,
    )
    return [
        Head(point, [0.0], [f"point_{days}d"]),
        Head(quantiles, [0.0] * len(QUANTILES), quantile_names(days)),
    ]


def _drop_head(training_rows: TrainingRows, days: int, recipe: Recipe, seed: int) -> Head:
    lowest = known_at(
        lowest_within(training_rows.paths, days), training_rows.paths, days, training_rows.before
    )
    own = training_rows.own & np.isfinite(lowest)
    # A hair's breadth less, or a fall of exactly a tenth would not be one of a tenth.
    edges = np.log(1 - np.array(DROPS)) + 1e-9
    dropped = (lowest[own, None] <= edges).astype(np.float64)
    base = np.clip(
        (dropped * training_rows.weight[own, None]).sum(0) / training_rows.weight[own].sum(),
        LEAST,
        1 - LEAST,
    )
    base = np.log(base / (1 - base))
    booster = _train(
        training_rows.matrix[own],
        dropped,
        training_rows.weight[own],
        recipe.drops,
        {"objective": "binary:logistic", "base_score": 0.5},
        seed,
        np.tile(base, (own.sum(), 1)),
    )
    return Head(booster, base.tolist(), drop_names(days))


def _wait_heads(training_rows: TrainingRows, recipe: Recipe, seed: int) -> list[Head]:
    """Policy iteration; departures are dealt to folds so that none is judged by its own trees."""
    paths = training_rows.paths
    near = paths.days_out <= recipe.wait_days
    fold = _folds(paths)
    # The first rule buys on the next day; each round looks a day farther. No margin and no aversion
    # here: whoever would not wait for little each day never learns what many days bring.
    changes = np.zeros((len(paths.amount), len(HORIZONS)))
    for _ in range(recipe.policy_rounds):
        paid = outcomes(paths, changes)
        improved = changes.copy()
        for held_out in range(FOLDS):
            judged = near & (fold == held_out)
            for at, days in enumerate(HORIZONS):
                known = known_at(paid[days], paths, days, training_rows.before)
                fitted_rows = training_rows.own & near & (fold != held_out) & np.isfinite(known)
                head = _wait_head(
                    training_rows, known, fitted_rows, days, recipe, seed, only_change=True
                )
                improved[judged, at] = margins(head, training_rows.matrix[judged])[:, 0]
        changes = improved
    paid = outcomes(paths, changes)
    heads = []
    for days in HORIZONS:
        known = known_at(paid[days], paths, days, training_rows.before)
        fitted_rows = training_rows.own & near & np.isfinite(known)
        heads.append(_wait_head(training_rows, known, fitted_rows, days, recipe, seed))
        heads.append(_saves_head(training_rows, known, fitted_rows, days, recipe, seed))
    return heads


def _folds(paths: Paths) -> NDArray[np.int64]:
    of = [zlib.crc32(str(each).encode()) % FOLDS for each in range(paths.series.max() + 1)]
    return np.array(of)[paths.series]


def _wait_head(
    training_rows: TrainingRows,
    paid: Vector,
    own: Mask,
    days: int,
    recipe: Recipe,
    seed: int,
    only_change: bool = False,
) -> Head:
    change, loss, _ = targets(paid[own])
    target = np.column_stack([change] if only_change else [change, loss])
    base = target.mean(axis=0)
    booster = _train(
        training_rows.matrix[own],
        target - base,
        training_rows.weight[own],
        recipe.waits,
        {"objective": "reg:squarederror", "base_score": 0},
        seed,
    )
    return Head(booster, base.tolist(), wait_names(days)[: target.shape[1]])


def _saves_head(
    training_rows: TrainingRows, paid: Vector, own: Mask, days: int, recipe: Recipe, seed: int
) -> Head:
    saves = targets(paid[own])[2]
    share = float(np.clip(saves.mean(), LEAST, 1 - LEAST))
    base = float(np.log(share / (1 - share)))
    booster = _train(
        training_rows.matrix[own],
        saves,
        training_rows.weight[own],
        recipe.waits,
        {"objective": "binary:logistic", "base_score": 0.5},
        seed,
        np.full(own.sum(), base),
    )
    return Head(booster, [base], [f"saves_{days}d"])


def _train(
    matrix: Matrix,
    target: Vector,
    weight: Vector,
    trees: Trees,
    objective: dict[str, object],
    seed: int,
    margin: Vector | None = None,
) -> xgb.Booster:
    return xgb.train(
        {
            **objective,
            "max_depth": trees.depth,
            "eta": trees.eta,
            "min_child_weight": trees.min_child_weight
            # A logistic row weighs p (1 - p).
            * (0.25 if objective["objective"] == "binary:logistic" else 1),
            "colsample_bytree": trees.colsample,
            "subsample": trees.subsample,
            "lambda": trees.reg_lambda,
            "tree_method": "hist",
            "seed": seed,
            # The order of float sums depends on the number of threads, and with it the hash.
            "nthread": 2,
            "verbosity": 0,
        },
        xgb.DMatrix(matrix, target, weight=weight, base_margin=margin),
        trees.rounds,
    )
