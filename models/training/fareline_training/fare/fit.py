"""The fare model: for each expert a point head and five quantile heads, all on the log fare.

The point head is a gamma regression with a log link, so its margin is the log of the *expected*
fare and needs no smearing. The quantile heads are fitted on what is left: log fare minus the
forecast of a point head fitted on earlier rows. Small trees suffice for that, and intervals are as
wide as errors on days to come, not on rows the trees have memorised. On the last of those stretches
the heads of the stretch before are calibrated (kit/conformal.py).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl
import xgboost as xgb
from numpy.typing import NDArray

from ..kit.conformal import calibrate
from ..kit.encode import Categories, Matrix, to_matrix
from ..kit.rows import Feature, Rows
from ..kit.search import forward_folds
from .experts import EXPERTS, Expert, answers, gates
from .money import fare, fare_categories
from .views import shown

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
OUTPUTS = ("expected", "q10", "q25", "q50", "q75", "q90")
#: Share that q10 to q90 is to cover.
LEVEL = 0.8
Vector = NDArray[np.float64]
Json = dict


@dataclass(frozen=True)
class Recipe:
    experts: tuple[Expert, ...] = EXPERTS
    min_child_weight: float = 5
    subsample: float = 0.8
    quantile_rounds: int = 20
    quantile_depth: int = 3
    quantile_eta: float = 0.2
    #: Stretches of time behind the first half of the rows, each forecast by heads fitted before it.
    forward_folds: int = 2
    #: Rows up to which the rows of a data set are shown once more, blind in other ways.
    rows_shown: int = 30_000


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
    #: Shifts of the quantiles by currency and days to departure, of rows later than were fitted.
    conformal: Json
    #: Forecasts behind the calibration, for the report.
    forecasts: tuple["Forecasts", ...] = ()


@dataclass(frozen=True)
class TrainingRows:
    """Training rows of one expert. Every array has one line for each row shown."""

    matrix: Matrix
    #: Log fare less the centre.
    target: Vector
    weight: Vector
    #: 0 is the first half of the rows, then come the forward folds.
    stretch: NDArray[np.int64]
    days: Vector
    currency: NDArray[np.str_]

    def where(self, mask: NDArray[np.bool_]) -> "TrainingRows":
        return TrainingRows(
            self.matrix[mask],
            self.target[mask],
            self.weight[mask],
            self.stretch[mask],
            self.days[mask],
            self.currency[mask],
        )


@dataclass(frozen=True)
class Forecasts:
    """Forecasts of later rows by heads fitted on earlier ones: log fares less the centre."""

    actual: Vector
    #: Shape [rows, 5].
    quantiles: Vector
    days: Vector
    currency: NDArray[np.str_]


def fit(
    rows: Rows, recipe: Recipe, seed: int, report_progress: Callable[[str], None] = lambda _: None
) -> FareModel:
    """Fits the experts whose inputs `rows` have, on log fares. Same seed, same trees."""
    rows = _without_constants(rows)
    categories = fare_categories(rows)
    matrix = to_matrix(rows, categories)
    centre = float(np.log(fare(rows)).mean())
    heads: list[Heads] = []
    forecasts: list[Forecasts] = []
    for expert in recipe.experts:
        passed = gates(expert, rows.features)
        if passed is not None:
            training_rows = _training_rows(expert, passed, rows, matrix, centre, recipe, seed)
            own, later = _fit_heads(expert, passed, training_rows, recipe, seed)
            heads.append(own)
            forecasts.append(later)
            report_progress(f"fitted {expert.name}, {len(training_rows.target)} lines")
    return FareModel(
        rows.features, categories, centre, tuple(heads), _calibrate(forecasts), tuple(forecasts)
    )


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


def stretches(rows: Rows, forward: int) -> NDArray[np.int64]:
    """0 for the first half of each data set, then equal stretches of time. Shape [rows]."""
    result = np.zeros(len(rows), dtype=np.int64)
    folds = forward_folds(rows.numbers("at"), rows.text("data"), forward)
    for number, (_, later) in enumerate(folds, start=1):
        result[later] = number
    return result


def _without_constants(rows: Rows) -> Rows:
    """Drops features with one value in all training rows: they can only mislead on other rows.

    Missing counts as a value: only basic economy states how many bags it includes.
    """
    known = tuple(f for f in rows.features if rows.frame[f.name].n_unique() > 1)
    return rows.with_features(known)


def _training_rows(
    expert: Expert,
    passed: list[tuple[int, bool]],
    rows: Rows,
    matrix: Matrix,
    centre: float,
    recipe: Recipe,
    seed: int,
) -> TrainingRows:
    chance = np.random.default_rng(seed)
    again = np.concatenate([np.arange(len(rows)), _few(rows, recipe.rows_shown)])
    lines = shown(matrix[again], rows.features, expert.views, chance)
    own = answers(lines, passed)
    index = again[own]
    return TrainingRows(
        lines[own],
        np.log(fare(rows))[index] - centre,
        _weights(rows.text("data")[index]),
        stretches(rows, recipe.forward_folds)[index],
        rows.frame["days_to_departure"].cast(pl.Float64).fill_null(np.nan).to_numpy()[index],
        rows.text("currency")[index],
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
    expert: Expert,
    passed: list[tuple[int, bool]],
    training_rows: TrainingRows,
    recipe: Recipe,
    seed: int,
) -> tuple[Heads, Forecasts]:
    expected = np.zeros(len(training_rows.target))
    for stretch in range(1, recipe.forward_folds + 1):
        own = training_rows.stretch == stretch
        earlier = _fit_point(
            expert, training_rows.where(training_rows.stretch < stretch), recipe, seed
        )
        expected[own] = _margin(earlier, training_rows.matrix[own])
    residual = training_rows.target - expected
    known, last = training_rows.stretch > 0, training_rows.stretch == recipe.forward_folds
    before = _fit_quantiles(training_rows, residual, known & ~last, recipe, seed)
    later = training_rows.where(last)
    offsets = np.sort(_margin(before, later.matrix).reshape(len(later.target), -1), axis=1)
    forecasts = Forecasts(
        later.target, offsets + expected[last][:, None], later.days, later.currency
    )
    point = _fit_point(expert, training_rows, recipe, seed)
    quantiles = _fit_quantiles(training_rows, residual, known, recipe, seed)
    return Heads(expert, passed, point, quantiles), forecasts


def _calibrate(forecasts: list[Forecasts]) -> Json:
    """Currencies apart: how fares stray differs more by country than by days to departure."""
    actual, quantiles, days, currency = (
        np.concatenate([getattr(each, name) for each in forecasts])
        for name in ("actual", "quantiles", "days", "currency")
    )
    groups: list[Json] = []
    for code in np.unique(currency):
        own = currency == code
        outer = {
            name: (share, quantiles[own, at])
            for at, (name, share) in enumerate(zip(OUTPUTS[1:], QUANTILES, strict=True))
            # The median would only follow the level of those weeks.
            if share != 0.5
        }
        found = calibrate(outer, actual[own], days[own], LEVEL)
        groups += [group | {"currency": str(code)} for group in found["groups"]]
    return {"level": LEVEL, "groups": groups}


def _fit_point(
    expert: Expert, training_rows: TrainingRows, recipe: Recipe, seed: int
) -> xgb.Booster:
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
        xgb.DMatrix(
            training_rows.matrix, np.exp(training_rows.target), weight=training_rows.weight
        ),
        expert.rounds,
    )


def _fit_quantiles(
    training_rows: TrainingRows,
    residual: Vector,
    known: NDArray[np.bool_],
    recipe: Recipe,
    seed: int,
) -> xgb.Booster:
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
        xgb.DMatrix(
            training_rows.matrix[known], residual[known], weight=training_rows.weight[known]
        ),
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
