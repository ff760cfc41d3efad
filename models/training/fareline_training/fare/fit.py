"""The fare model: for each expert a point head and five quantile heads, all on the log fare.

The point head is a gamma regression with a log link, so its margin is the log of the *expected*
fare and needs no smearing. The quantile heads learn what is left, log fare minus the point head's
out-of-fold log fare: small trees suffice, and intervals are as wide as errors on unseen stretches
of time, not on rows the trees have memorised.
"""

from dataclasses import dataclass, replace

import numpy as np
import xgboost as xgb
from numpy.typing import NDArray

from ..kit.encode import Categories, Matrix, to_matrix
from ..kit.rows import Feature, Rows
from .experts import EXPERTS, Expert, answers, gates
from .money import fare, fare_categories
from .views import shown

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
OUTPUTS = ("expected", "q10", "q25", "q50", "q75", "q90")
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Recipe:
    experts: tuple[Expert, ...] = EXPERTS
    min_child_weight: float = 5
    subsample: float = 0.8
    quantile_rounds: int = 20
    quantile_depth: int = 3
    quantile_eta: float = 0.2
    folds: int = 4
    #: Stretches of time dealt to the folds in turn: a fold is unseen days, between seen ones.
    stretches: int = 16
    #: Rows up to which the rows of a data set are shown once more, blind in other ways.
    rows_shown: int = 30_000


def recipe_from(changes: dict) -> Recipe:
    """Fields of Recipe; `experts` by name with their changes, and then only those are fitted."""
    recipe = replace(Recipe(), **{k: v for k, v in changes.items() if k != "experts"})
    if "experts" not in changes:
        return recipe
    asked = changes["experts"]
    named = [replace(e, **asked[e.name]) for e in recipe.experts if e.name in asked]
    return replace(recipe, experts=tuple(named))


@dataclass(frozen=True)
class Heads:
    """The trees of one expert; `gates` name the inputs it must and must not be given."""

    expert: Expert
    gates: list[tuple[int, bool]]
    point: xgb.Booster
    quantiles: xgb.Booster


@dataclass(frozen=True)
class FareModel:
    features: tuple[Feature, ...]
    categories: Categories
    #: Log fare, model units, that a margin of 0 stands for.
    centre: float
    heads: tuple[Heads, ...]


@dataclass(frozen=True)
class Lesson:
    """What one expert learns from. All are one line a row shown."""

    matrix: Matrix
    #: Log fare less the centre.
    target: Vector
    weight: Vector
    fold: NDArray[np.int64]

    def where(self, mask: NDArray[np.bool_]) -> "Lesson":
        return Lesson(self.matrix[mask], self.target[mask], self.weight[mask], self.fold[mask])


def fit(rows: Rows, recipe: Recipe, seed: int) -> FareModel:
    rows = _without_constants(rows)
    categories = fare_categories(rows)
    matrix = to_matrix(rows, categories)
    centre = float(np.log(fare(rows)).mean())
    heads = []
    for expert in recipe.experts:
        passed = gates(expert, rows.features)
        if passed is not None:
            lesson = _lesson(expert, passed, rows, matrix, centre, recipe, seed)
            heads.append(_fit_heads(expert, passed, lesson, recipe, seed))
    return FareModel(rows.features, categories, centre, tuple(heads))


def predict(model: FareModel, matrix: Matrix) -> NDArray[np.float32]:
    """Log fare, model units. Shape [rows, 6] in the order of OUTPUTS; quantiles never cross."""
    point = np.zeros(len(matrix), dtype=np.float32)
    offsets = np.zeros((len(matrix), len(QUANTILES)), dtype=np.float32)
    for heads in model.heads:
        own = answers(matrix, heads.gates)
        if own.any():
            point[own] = _margin(heads.point, matrix[own])
            offsets[own] = _margin(heads.quantiles, matrix[own])
    expected = point + np.float32(model.centre)
    return np.column_stack([expected, np.sort(offsets + expected[:, None], axis=1)])


def time_stretches(rows: Rows, count: int) -> NDArray[np.int64]:
    """Each data set cut into contiguous stretches of equally many rows. Shape [rows]."""
    at, data = rows.frame["row.at"].to_numpy(), rows.text("data")
    stretches = np.zeros(len(rows), dtype=np.int64)
    for name in np.unique(data):
        own = np.flatnonzero(data == name)
        stretches[own[np.argsort(at[own], kind="stable")]] = np.arange(len(own)) * count // len(own)
    return stretches


def _without_constants(rows: Rows) -> Rows:
    """A feature that says the same of every training row can only mislead on other rows.

    Being told or not counts as a difference: only basic economy says how many bags it includes.
    """
    told = tuple(f for f in rows.features if rows.frame[f.name].n_unique() > 1)
    return rows.with_features(told)


def _lesson(
    expert: Expert,
    passed: list[tuple[int, bool]],
    rows: Rows,
    matrix: Matrix,
    centre: float,
    recipe: Recipe,
    seed: int,
) -> Lesson:
    chance = np.random.default_rng(seed)
    again = np.concatenate([np.arange(len(rows)), _few(rows, recipe.rows_shown)])
    lines = shown(matrix[again], rows.features, expert.views, chance)
    own = answers(lines, passed)
    index = again[own]
    return Lesson(
        lines[own],
        np.log(fare(rows))[index] - centre,
        _weights(rows.text("data")[index]),
        time_stretches(rows, recipe.stretches)[index] % recipe.folds,
    )


def _few(rows: Rows, count: int) -> NDArray[np.int64]:
    data = rows.text("data")
    small = [
        name for name, own in zip(*np.unique(data, return_counts=True), strict=True) if own <= count
    ]
    return np.flatnonzero(np.isin(data, small))


def _weights(data: NDArray[np.str_]) -> Vector:
    """A data set weighs as the square root of its rows: the big one must not drown the others."""
    _, index, counts = np.unique(data, return_inverse=True, return_counts=True)
    weights = 1 / np.sqrt(counts[index])
    return weights / weights.mean()


def _fit_heads(
    expert: Expert, passed: list[tuple[int, bool]], lesson: Lesson, recipe: Recipe, seed: int
) -> Heads:
    residual = np.empty_like(lesson.target)
    for fold in range(recipe.folds):
        held = lesson.fold == fold
        others = _fit_point(expert, lesson.where(~held), recipe, seed)
        residual[held] = lesson.target[held] - _margin(others, lesson.matrix[held])
    point = _fit_point(expert, lesson, recipe, seed)
    return Heads(expert, passed, point, _fit_quantiles(lesson, residual, recipe, seed))


def _fit_point(expert: Expert, lesson: Lesson, recipe: Recipe, seed: int) -> xgb.Booster:
    return xgb.train(
        _params(recipe, seed)
        | {
            "objective": "reg:gamma",
            # A margin of 0: the log link turns a base score of 1 into it.
            "base_score": 1,
            "max_depth": expert.depth,
            "eta": expert.eta,
            "colsample_bytree": expert.colsample,
            "min_child_weight": recipe.min_child_weight,
        },
        xgb.DMatrix(lesson.matrix, np.exp(lesson.target), weight=lesson.weight),
        expert.rounds,
    )


def _fit_quantiles(lesson: Lesson, residual: Vector, recipe: Recipe, seed: int) -> xgb.Booster:
    return xgb.train(
        _params(recipe, seed)
        | {
            "objective": "reg:quantileerror",
            "quantile_alpha": list(QUANTILES),
            "base_score": 0,
            "max_depth": recipe.quantile_depth,
            "eta": recipe.quantile_eta,
            "colsample_bytree": 0.7,
            "min_child_weight": 50,
        },
        xgb.DMatrix(lesson.matrix, residual, weight=lesson.weight),
        recipe.quantile_rounds,
    )


def _params(recipe: Recipe, seed: int) -> dict[str, object]:
    return {
        "tree_method": "hist",
        "subsample": recipe.subsample,
        "seed": seed,
        # The order of float sums depends on the number of threads, and with it the artifact's hash.
        "nthread": 2,
        "verbosity": 0,
    }


def _margin(booster: xgb.Booster, matrix: Matrix) -> NDArray[np.float32]:
    return booster.inplace_predict(matrix, predict_type="margin")
