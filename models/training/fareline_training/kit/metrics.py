"""Figures of how wrong predictions are, and how sure such a figure is.

The unit of uncertainty is a market and departure date: its offers rise and fall together, so rows
drawn one by one would make every interval too narrow.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .rows import Rows

Vector = NDArray[np.float64]
RESAMPLES = 500


def departure_units(rows: Rows) -> NDArray[np.int64]:
    """A number a market and departure date. Shape [rows]."""
    keys = np.char.add(np.char.add(rows.text("market"), " "), rows.text("departure_date"))
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def regression(
    actual: Vector, predicted: Vector, units: NDArray[np.int64], seed: int
) -> dict[str, float]:
    """MAE, RMSE, WAPE, R2, bias, MAPE; `*_low` and `*_high` bound 95 % of resamples by unit."""
    error = predicted - actual
    sums = np.column_stack(
        [
            np.bincount(units, column)
            for column in (np.ones_like(error), np.abs(error), error**2, actual, actual**2)
        ]
    )
    sums = sums[sums[:, 0] > 0]
    values = _figures(sums.sum(axis=0))
    values["bias"] = float(error.mean())
    values["mape"] = mape(actual, predicted)
    values["units"] = float(len(sums))
    return values | bootstrap(sums, _figures, ("mae", "rmse", "wape", "r2"), seed)


def bootstrap(
    sums: Vector,
    figures: Callable[[Vector], Mapping[str, float]],
    names: Sequence[str],
    seed: int,
) -> dict[str, float]:
    """`sums` has one row a unit; `figures` reads totals over any units. 95 % of resamples."""
    chance = np.random.default_rng(seed)
    weights = chance.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), RESAMPLES)
    resampled = [figures(total) for total in weights @ sums]
    bounds: dict[str, float] = {}
    for name in names:
        low, high = np.quantile([each[name] for each in resampled], [0.025, 0.975])
        bounds |= {f"{name}_low": float(low), f"{name}_high": float(high)}
    return bounds


def mape(actual: Vector, predicted: Vector) -> float:
    """Over rows whose actual is not 0."""
    known = actual != 0
    return float((np.abs(predicted - actual)[known] / np.abs(actual[known])).mean())


def pinball(actual: Vector, quantiles: Vector, levels: Sequence[float]) -> float:
    """Mean over rows and levels; `quantiles` has the shape [rows, levels]."""
    error = actual[:, None] - quantiles
    level = np.asarray(levels)
    return float(np.maximum(level * error, (level - 1) * error).mean())


def coverage(actual: Vector, low: Vector, high: Vector) -> float:
    """Share of rows with low <= actual <= high. Shapes [rows]."""
    return float(((low <= actual) & (actual <= high)).mean())


def log_loss(actual: NDArray[np.int64], probabilities: Vector) -> float:
    """`actual` is a class number [rows]; probabilities [rows, classes], or [rows] of class 1."""
    table = _two_columns(probabilities)
    of_actual = table[np.arange(len(actual)), actual]
    return float(-np.log(np.clip(of_actual, 1e-15, 1)).mean())


def calibration_error(happened: NDArray[np.bool_], probability: Vector, bins: int = 10) -> float:
    """ECE: |observed share - mean probability| by equal-width bin, weighted by rows. Any shape."""
    happened, probability = happened.ravel(), probability.ravel()
    bin_of = np.minimum((probability * bins).astype(int), bins - 1)
    gap = np.abs(np.bincount(bin_of, happened - probability, bins))
    return float(gap.sum() / len(probability))


def top_k(chosen: NDArray[np.bool_], scores: Vector, slates: NDArray[np.int64], k: int) -> float:
    """Share of slates whose chosen offer is among the k highest scores; ties as they stand."""
    order = np.lexsort((np.arange(len(scores)), -scores, slates))
    _, starts = np.unique(slates[order], return_index=True)
    begin = np.zeros(len(order), dtype=np.int64)
    begin[starts] = np.diff(starts, prepend=0)
    rank = np.arange(len(order)) - np.cumsum(begin)
    return float(chosen[order][rank < k].sum() / len(starts))


def _two_columns(probabilities: Vector) -> Vector:
    if probabilities.ndim == 2:
        return probabilities
    return np.column_stack([1 - probabilities, probabilities])


def _figures(total: Vector) -> dict[str, float]:
    """Figures from totals over rows of 1, |error|, error², actual and actual²."""
    count, absolute, squared, actual, actual_squared = total
    spread = actual_squared - actual**2 / count
    return {
        "mae": float(absolute / count),
        "rmse": float(np.sqrt(squared / count)),
        "wape": float(absolute / actual) if actual else float("nan"),
        "r2": float(1 - squared / spread) if spread else float("nan"),
    }
