"""The fare model: a point head and five quantile heads, all on the logarithm of the fare.

The point head is a gamma regression with a log link, so its margin is the log of the *expected*
fare and needs no smearing. The quantile heads learn what is left, log fare minus the point head's
out-of-fold log fare: small trees suffice, and intervals are as wide as errors on unseen blocks of
time, not on rows the trees have memorised.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import xgboost as xgb
from numpy.typing import NDArray

from .encode import Categories, Matrix, fit_categories, to_matrix
from .rows import Feature, Rows
from .views import every_view

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
OUTPUTS = ("expected", "q10", "q25", "q50", "q75", "q90")
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Recipe:
    rounds: int = 500
    depth: int = 6
    eta: float = 0.05
    min_child_weight: float = 5
    subsample: float = 0.8
    colsample: float = 0.6
    objective: str = "reg:gamma"
    quantile_rounds: int = 40
    quantile_depth: int = 4
    quantile_eta: float = 0.15
    #: Contiguous blocks of time for out-of-fold residuals.
    folds: int = 4
    #: Rows a data set is blown up to by showing each row in up to four views.
    rows_in_views: int = 60_000


@dataclass(frozen=True)
class FareModel:
    features: tuple[Feature, ...]
    categories: Categories
    #: Log fare, model units, that a margin of 0 stands for.
    centre: float
    point: xgb.Booster
    quantiles: xgb.Booster
    recipe: Recipe = field(default_factory=Recipe)


def fit(rows: Rows, recipe: Recipe, seed: int) -> FareModel:
    rows = _without_constants(rows)
    categories = fit_categories(rows)
    matrix = to_matrix(rows, categories)
    centre = float(np.log(rows.fare()).mean())
    copies = _copies(rows, recipe)

    point = _fit_point(matrix, rows, copies, centre, recipe, seed)
    blocks = time_blocks(rows, recipe.folds)
    shown, index = _show(matrix, rows, copies, seed)
    offsets = np.empty(len(shown))
    for block in range(recipe.folds):
        held = blocks == block
        fold = _fit_point(matrix[~held], rows.where(~held), copies[~held], centre, recipe, seed)
        asked = held[index]
        offsets[asked] = _margin(fold, shown[asked])
    residual = np.log(rows.fare())[index] - centre - offsets
    quantiles = _fit_quantiles(shown, residual, _weights(rows, copies)[index], recipe, seed)
    return FareModel(rows.features, categories, centre, point, quantiles, recipe)


def predict(model: FareModel, matrix: Matrix) -> NDArray[np.float32]:
    """Log fare, model units. Shape [rows, 6] in the order of OUTPUTS; quantiles never cross."""
    point = _margin(model.point, matrix) + np.float32(model.centre)
    offsets = model.quantiles.inplace_predict(matrix, predict_type="margin")
    quantiles = np.sort(offsets + point[:, None], axis=1)
    return np.column_stack([point, quantiles]).astype(np.float32)


def time_blocks(rows: Rows, folds: int) -> NDArray[np.int64]:
    """Each data set cut into `folds` contiguous stretches of equally many rows. Shape [rows]."""
    at, data = rows.frame["row.at"].to_numpy(), rows.text("data")
    blocks = np.zeros(len(rows), dtype=np.int64)
    for name in np.unique(data):
        own = np.flatnonzero(data == name)
        blocks[own[np.argsort(at[own], kind="stable")]] = np.arange(len(own)) * folds // len(own)
    return blocks


def _without_constants(rows: Rows) -> Rows:
    """A feature that says the same of every training row can only mislead on other rows."""
    told = tuple(f for f in rows.features if rows.frame[f.name].drop_nulls().n_unique() > 1)
    return replace(rows, features=told)


def _copies(rows: Rows, recipe: Recipe) -> NDArray[np.int64]:
    data, counts = np.unique(rows.text("data"), return_counts=True)
    views = {
        name: int(np.clip(recipe.rows_in_views // count, 1, 4))
        for name, count in zip(data, counts, strict=True)
    }
    return np.array([views[name] for name in rows.text("data")], dtype=np.int64)


def _weights(rows: Rows, copies: NDArray[np.int64]) -> Vector:
    """A data set weighs as the square root of its rows: the big one must not drown the others."""
    data = rows.text("data")
    names, counts = np.unique(data, return_counts=True)
    share = {name: 1 / np.sqrt(count) for name, count in zip(names, counts, strict=True)}
    weights = np.array([share[name] for name in data]) / copies
    return weights * len(weights) / (weights * copies).sum()


def _show(
    matrix: Matrix, rows: Rows, copies: NDArray[np.int64], seed: int
) -> tuple[Matrix, NDArray[np.int64]]:
    """The matrix in its views, and which row each line shows."""
    lines, index = [], []
    for count in np.unique(copies):
        own = np.flatnonzero(copies == count)
        lines.append(every_view(matrix[own], rows.features, int(count), seed))
        index.append(np.tile(own, int(count)))
    return np.concatenate(lines), np.concatenate(index)


def _fit_point(
    matrix: Matrix, rows: Rows, copies: NDArray[np.int64], centre: float, recipe: Recipe, seed: int
) -> xgb.Booster:
    shown, index = _show(matrix, rows, copies, seed)
    fares = (rows.fare() / np.exp(centre))[index]
    data = xgb.DMatrix(shown, fares, weight=_weights(rows, copies)[index])
    return xgb.train(
        _params(seed)
        | {
            "objective": recipe.objective,
            # A margin of 0: the log link turns a base score of 1 into it.
            "base_score": 1,
            "max_depth": recipe.depth,
            "eta": recipe.eta,
            "min_child_weight": recipe.min_child_weight,
            "subsample": recipe.subsample,
            "colsample_bytree": recipe.colsample,
        },
        data,
        recipe.rounds,
    )


def _fit_quantiles(
    shown: Matrix, residual: Vector, weights: Vector, recipe: Recipe, seed: int
) -> xgb.Booster:
    return xgb.train(
        _params(seed)
        | {
            "objective": "reg:quantileerror",
            "quantile_alpha": list(QUANTILES),
            "base_score": 0,
            "max_depth": recipe.quantile_depth,
            "eta": recipe.quantile_eta,
            "min_child_weight": 50,
            "subsample": recipe.subsample,
            "colsample_bytree": recipe.colsample,
        },
        xgb.DMatrix(shown, residual, weight=weights),
        recipe.quantile_rounds,
    )


def _params(seed: int) -> dict[str, object]:
    # The order of float sums depends on the number of threads, and with it the artifact's hash.
    return {"tree_method": "hist", "seed": seed, "nthread": 2, "verbosity": 0}


def _margin(booster: xgb.Booster, matrix: Matrix) -> NDArray[np.float32]:
    return booster.inplace_predict(matrix, predict_type="margin")


def feature_names(features: Sequence[Feature]) -> list[str]:
    return [feature.name for feature in features]
