"""Figures of forecasts and drops, beside a plain rule. Errors are of the later fare."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..kit.conformal import EDGES, LAST_DAY, coverage_table
from ..kit.metrics import bootstrap, pinball
from .recipe import QUANTILES

Vector = NDArray[np.float64]
Index = NDArray[np.int64]

#: Groups of days to departure that errors are reported by.
SPANS = ((0, 7), (8, 14), (15, 30), (31, 60), (61, 120))
#: Share of rows that a drop is announced for, where its precision is reported.
ANNOUNCED = 0.2


def forecast_figures(
    actual: Vector, predicted: Vector, days_out: Index, units: Index, seed: int
) -> dict[str, float]:
    """MAPE of the fare, 95 % of resamples. `actual` and `predicted`: log fare over fare now."""
    error = np.abs(np.exp(predicted - actual) - 1)
    rise = np.abs(np.exp(-actual) - 1)
    log_error = predicted - actual
    sums = np.column_stack(
        [np.bincount(units, each) for each in (np.ones_like(error), error, rise, log_error**2)]
    )
    sums = sums[sums[:, 0] > 0]
    values = _figures(sums.sum(axis=0)) | {"units": float(len(sums))}
    values |= bootstrap(sums, _figures, ("mape", "below_last"), seed)
    for first, last in SPANS:
        own = (days_out >= first) & (days_out <= last)
        if own.any() and rise[own].any():
            values[f"mape_{first}_{last}"] = float(error[own].mean())
            values[f"below_last_{first}_{last}"] = float(1 - error[own].mean() / rise[own].mean())
    return values


def interval_figures(actual: Vector, quantiles: Vector, days_out: Index) -> dict[str, float]:
    """`quantiles` [rows, QUANTILES], logs over the fare now; coverage by days-out group."""
    low, high = quantiles[:, 0], quantiles[:, -1]
    values = {
        "pinball": pinball(actual, quantiles, QUANTILES),
        "coverage80": float(((low <= actual) & (actual <= high)).mean()),
        "width80": float((np.exp(high) - np.exp(low)).mean()),
    }
    groups = coverage_table(low, high, actual, days_out)
    for group in groups:
        values[f"coverage80_from_{group['days_from']}"] = group["coverage"]
    values["coverage80_least"] = min(group["coverage"] for group in groups)
    values["coverage80_most"] = max(group["coverage"] for group in groups)
    return values


def drop_figures(dropped: NDArray[np.bool_], logit: Vector) -> dict[str, float]:
    """Precision among the rows most likely to drop, and how good the probabilities are."""
    chance = 1 / (1 + np.exp(-logit))
    base = float(dropped.mean())
    announced = chance >= np.quantile(chance, 1 - ANNOUNCED)
    order = np.argsort(np.argsort(chance, kind="stable")).astype(np.float64)
    hits, misses = dropped.sum(), (~dropped).sum()
    auc = (order[dropped].sum() - hits * (hits - 1) / 2) / (hits * misses)
    brier = float(((chance - dropped) ** 2).mean())
    return {
        "drop_share": base,
        "drop_precision": float(dropped[announced].mean()),
        "drop_auc": float(auc),
        "drop_brier": brier,
        "drop_skill": 1 - brier / (base * (1 - base)),
    }


def group_shares(actual: Vector, days_out: Index, levels: Sequence[float] = QUANTILES):
    """Quantiles of `actual` by days-out group: the spread that a plain rule knows. A reader."""
    spans = list(zip(EDGES, [*(edge - 1 for edge in EDGES[1:]), LAST_DAY], strict=True))
    overall = np.quantile(actual, levels)
    known = {}
    for first, last in spans:
        own = (days_out >= first) & (days_out <= last)
        known[first, last] = np.quantile(actual[own], levels) if own.sum() >= 50 else overall

    def read(days: Index) -> Vector:
        result = np.tile(overall, (len(days), 1))
        for (first, last), values in known.items():
            result[(days >= first) & (days <= last)] = values
        return result

    return read


def _figures(total: Vector) -> dict[str, float]:
    count, error, rise, squared = total
    return {
        "mape": float(error / count),
        "below_last": float(1 - error / rise) if rise else 0.0,
        "rmse_log": float(np.sqrt(squared / count)),
    }
