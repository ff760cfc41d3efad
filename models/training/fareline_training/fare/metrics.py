"""Errors of fares, in major units of their currency."""

import numpy as np
from numpy.typing import NDArray

from ..kit.conformal import coverage_table
from ..kit.metrics import coverage, departure_units, pinball, regression
from ..kit.rows import Rows
from .fit import QUANTILES
from .money import amount

Vector = NDArray[np.float64]
#: First day to departure of the groups whose coverage is reported.
DAYS = (0, 7, 21)


def point_metrics(rows: Rows, predicted: Vector, seed: int) -> dict[str, float]:
    """`predicted` in major units, shape [rows]. `*_low` and `*_high` bound 95 % of resamples."""
    return regression(amount(rows), predicted, departure_units(rows), seed)


def interval_metrics(rows: Rows, quantiles: Vector) -> dict[str, float]:
    """`quantiles` in major units, shape [rows, 5]."""
    actual = amount(rows)
    low, high = quantiles[:, 0], quantiles[:, -1]
    return {
        "pinball": pinball(actual, quantiles, QUANTILES),
        "coverage80": coverage(actual, low, high),
        "width80": float((high - low).mean()),
        "mae_median": float(np.abs(actual - quantiles[:, QUANTILES.index(0.5)]).mean()),
    }


def coverage_by_days(rows: Rows, quantiles: Vector, days: Vector) -> dict[str, float]:
    """Share of fares within the outer quantiles, by days to departure: `coverage80_from_7`."""
    table = coverage_table(quantiles[:, 0], quantiles[:, -1], amount(rows), days, DAYS)
    return {f"coverage80_from_{group['days_from']}": group["coverage"] for group in table}
