"""How wrong predictions are, in the currency's own money, and how sure that figure is.

The unit of uncertainty is a market and departure date: its offers rise and fall together, so rows
drawn one by one would make every interval too narrow.
"""

import numpy as np
from numpy.typing import NDArray

from .fit import QUANTILES
from .rows import Rows

Vector = NDArray[np.float64]
RESAMPLES = 500


def point_metrics(rows: Rows, predicted: Vector, seed: int) -> dict[str, float]:
    """`predicted` in major units, shape [rows]. `*_low` and `*_high` bound 95 % of resamples."""
    actual = rows.amount()
    error = predicted - actual
    sums = _sums_by_unit(rows, error, actual)
    values = _figures(sums.sum(axis=0))
    values["bias"] = float(error.mean())
    values["mape"] = float((np.abs(error) / actual).mean())
    values["units"] = float(len(sums))
    chance = np.random.default_rng(seed)
    weights = chance.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), RESAMPLES)
    resampled = [_figures(total) for total in weights @ sums]
    for name in ("mae", "rmse", "r2"):
        low, high = np.quantile([figures[name] for figures in resampled], [0.025, 0.975])
        values |= {f"{name}_low": float(low), f"{name}_high": float(high)}
    return values


def interval_metrics(rows: Rows, quantiles: Vector) -> dict[str, float]:
    """`quantiles` in major units, shape [rows, 5]."""
    actual = rows.amount()
    low, high = quantiles[:, 0], quantiles[:, -1]
    error = actual[:, None] - quantiles
    levels = np.array(QUANTILES)
    return {
        "pinball": float(np.maximum(levels * error, (levels - 1) * error).mean()),
        "coverage80": float(((low <= actual) & (actual <= high)).mean()),
        "width80": float((high - low).mean()),
        "mae_median": float(np.abs(error[:, QUANTILES.index(0.5)]).mean()),
    }


def _sums_by_unit(rows: Rows, error: Vector, actual: Vector) -> Vector:
    """Rows, |error|, error², price, price² summed by unit. Shape [units, 5]."""
    keys = np.char.add(np.char.add(rows.text("market"), " "), rows.text("departure_date"))
    _, unit = np.unique(keys, return_inverse=True)
    columns = (np.ones_like(error), np.abs(error), error**2, actual, actual**2)
    return np.column_stack([np.bincount(unit, column) for column in columns])


def _figures(total: Vector) -> dict[str, float]:
    count, absolute, squared, price, price_squared = total
    spread = price_squared - price**2 / count
    return {
        "mae": float(absolute / count),
        "rmse": float(np.sqrt(squared / count)),
        "wape": float(absolute / price),
        "r2": float(1 - squared / spread),
    }
