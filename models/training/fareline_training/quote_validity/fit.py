"""Two XGBoost models: has the price changed, and if so how far; calibrated on later rows.

The first is a logistic classifier, the second a softmax over bins of the change, fitted on changed
rows alone. Both are fitted without the last stretch of the training time; on it the first's logit
is scaled and shifted (Platt) and the second's bins are shifted. The calibration is kept for trees
refitted on all rows.
"""

from dataclasses import dataclass

import numpy as np
import xgboost as xgb
from numpy.typing import NDArray
from scipy.optimize import minimize

from ..kit.encode import Matrix, to_matrix
from ..kit.rows import Rows
from .bins import CHANGED, SAME, bin_of, means

Vector = NDArray[np.float64]
Classes = NDArray[np.int64]


@dataclass(frozen=True)
class Recipe:
    rounds: int = 160
    depth: int = 6
    eta: float = 0.08
    min_child_weight: float = 20
    #: Settings of the second model, which predicts the size of a change.
    size_rounds: int = 30
    size_depth: int = 4
    size_eta: float = 0.15
    subsample: float = 0.8
    colsample: float = 0.7
    reg_lambda: float = 2.0
    #: Last share of each data set's time that calibration is measured on.
    calibration_share: float = 0.2


@dataclass(frozen=True)
class Trees:
    #: Margin: logit that the price is the same.
    same: xgb.Booster
    #: Margins of the bins in CHANGED.
    size: xgb.Booster


@dataclass(frozen=True)
class QuoteValidityModel:
    trees: Trees
    bin_means: tuple[float, ...]
    #: The logit is `scale * margin + shift`.
    scale: float
    shift: float
    #: Added to the margins of the bins in CHANGED.
    size_shifts: Vector


@dataclass(frozen=True)
class TrainingRows:
    matrix: Matrix
    bins: Classes
    weight: Vector

    def where(self, mask: NDArray[np.bool_]) -> "TrainingRows":
        return TrainingRows(self.matrix[mask], self.bins[mask], self.weight[mask])


def fit(rows: Rows, recipe: Recipe, seed: int) -> QuoteValidityModel:
    """Fits on `row.change`, later price over quoted price less 1. Same seed, same trees."""
    change = rows.numbers("change")
    training_rows = TrainingRows(to_matrix(rows, {}), bin_of(change), _weights(rows.text("data")))
    late = _late(rows, recipe.calibration_share)
    early, held_out = _grow(training_rows.where(~late), recipe, seed), training_rows.where(late)
    scale, shift = platt(
        margins(early.same, held_out.matrix), held_out.bins == SAME, held_out.weight
    )
    moved = held_out.where(held_out.bins != SAME)
    size_shifts = shifts_of(margins(early.size, moved.matrix), _place(moved.bins), moved.weight)
    trees = _grow(training_rows, recipe, seed)
    return QuoteValidityModel(trees, means(change), scale, shift, size_shifts)


def logits(model: QuoteValidityModel, matrix: Matrix) -> NDArray[np.float32]:
    """Shape [rows, bins]: of "the same", and before their softmax those of the others."""
    same = margins(model.trees.same, matrix) * model.scale + model.shift
    size = margins(model.trees.size, matrix) + model.size_shifts
    return np.insert(size, SAME, same, axis=1).astype(np.float32)


def chances(model: QuoteValidityModel, matrix: Matrix) -> Vector:
    """Probability of each bin, as the Worker decodes it (decode-changes.ts). [rows, bins]."""
    predicted = logits(model, matrix).astype(np.float64)
    same = 1 / (1 + np.exp(-predicted[:, SAME]))
    others = np.exp(
        np.minimum(predicted - predicted[:, list(CHANGED)].max(axis=1, keepdims=True), 0)
    )
    others[:, SAME] = 0
    result = (1 - same)[:, None] * others / others.sum(axis=1, keepdims=True)
    result[:, SAME] = same
    return result


def margins(booster: xgb.Booster, matrix: Matrix) -> NDArray[np.float32]:
    """Outputs before the link function. Shape [rows], or [rows, classes] of a softmax."""
    return booster.inplace_predict(matrix, predict_type="margin")


def platt(margin: Vector, truth: NDArray[np.bool_], weight: Vector) -> tuple[float, float]:
    """Scale and shift of a logit with the least log loss (Platt 1999). Shapes [rows]."""

    def loss(parameters: Vector) -> tuple[float, Vector]:
        logit = parameters[0] * margin + parameters[1]
        value = weight * (np.logaddexp(0, logit) - truth * logit)
        slope = weight * (1 / (1 + np.exp(-logit)) - truth)
        gradient = np.array([(slope * margin).sum(), slope.sum()])
        return value.sum() / weight.sum(), gradient / weight.sum()

    scale, shift = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x
    return float(scale), float(shift)


#: Weight of the squared shifts, which keeps those of rare bins near 0.
_SHIFT_PENALTY = 1e-3


def shifts_of(margin: Vector, places: Classes, weight: Vector) -> Vector:
    """Shift of each bin of least log loss."""
    at = np.arange(len(places))

    def loss(shifts: Vector) -> tuple[float, Vector]:
        logit = margin + shifts
        logit = logit - logit.max(axis=1, keepdims=True)
        chances = np.exp(logit)
        chances /= chances.sum(axis=1, keepdims=True)
        value = -(weight * np.log(np.maximum(chances[at, places], 1e-12))).sum() / weight.sum()
        slope = chances.copy()
        slope[at, places] -= 1
        gradient = (slope * weight[:, None]).sum(axis=0) / weight.sum()
        return value + _SHIFT_PENALTY * (shifts**2).sum(), gradient + 2 * _SHIFT_PENALTY * shifts

    if len(places) == 0:
        return np.zeros(len(CHANGED))
    return minimize(loss, np.zeros(len(CHANGED)), jac=True, method="L-BFGS-B").x


def _place(bins: Classes) -> Classes:
    """Position in CHANGED."""
    return bins - (bins > SAME)


def _late(rows: Rows, share: float) -> NDArray[np.bool_]:
    """The last stretch of each data set's time."""
    data, at = rows.text("data"), rows.numbers("at")
    late = np.zeros(len(rows), dtype=bool)
    for name in np.unique(data):
        own = data == name
        late |= own & (at >= np.quantile(at[own], 1 - share))
    return late


def _weights(data: NDArray[np.str_]) -> Vector:
    """A data set weighs as the square root of its rows: the big one must not drown the others."""
    _, index, counts = np.unique(data, return_inverse=True, return_counts=True)
    weights = 1 / np.sqrt(counts[index])
    return weights / weights.mean()


def _grow(training_rows: TrainingRows, recipe: Recipe, seed: int) -> Trees:
    shared = {
        "base_score": 0.5,
        "tree_method": "hist",
        "min_child_weight": recipe.min_child_weight,
        "subsample": recipe.subsample,
        "colsample_bytree": recipe.colsample,
        "reg_lambda": recipe.reg_lambda,
        "seed": seed,
        # The order of float sums depends on the number of threads, and so does the hash.
        "nthread": 2,
        "verbosity": 0,
    }
    same = xgb.train(
        shared | {"objective": "binary:logistic", "max_depth": recipe.depth, "eta": recipe.eta},
        xgb.DMatrix(training_rows.matrix, training_rows.bins == SAME, weight=training_rows.weight),
        recipe.rounds,
    )
    moved = training_rows.where(training_rows.bins != SAME)
    size = xgb.train(
        shared
        | {
            "objective": "multi:softprob",
            "num_class": len(CHANGED),
            # Margins start at 0, so that the trees alone are the answer.
            "base_score": 0.0,
            "max_depth": recipe.size_depth,
            "eta": recipe.size_eta,
        },
        xgb.DMatrix(moved.matrix, _place(moved.bins), weight=moved.weight),
        recipe.size_rounds,
    )
    return Trees(same, size)
