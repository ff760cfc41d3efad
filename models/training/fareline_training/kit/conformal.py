"""Conformal calibration by days to departure: shifts that make quantiles cover as stated.

Measured on rows outside the fit, preferably later ones (CQR, Romano et al. 2019).
Each quantile has its own shift: fares jump up farther than they fall, and a common one would buy
coverage on one side with width on the other.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Json = dict

#: First day to departure of each group.
EDGES = (0, 4, 8, 15, 22, 31, 46, 61, 91)
#: The last group has no end; the manifest wants one.
LAST_DAY = 9999
#: Fewer rows do not estimate a tail of 10 % to a point or two: sqrt(0.1 * 0.9 / 400) = 1.5 %.
MIN_ROWS = 400


def calibrate(
    quantiles: Mapping[str, tuple[float, Vector]],
    actual: Vector,
    days: Vector,
    level: float = 0.8,
    edges: Sequence[int] = EDGES,
    min_rows: int = MIN_ROWS,
) -> Json:
    """`quantiles` maps an output to its share and its predictions, in the unit of `actual`.

    Shapes [rows]; rows without an actual, a day or a prediction are passed over. The answer is the
    manifest's `conformal`; `level` is what the outermost two cover between them.
    """
    known = np.isfinite(actual) & np.isfinite(days)
    for _, predicted in quantiles.values():
        known &= np.isfinite(predicted)
    groups = [
        {
            "days_from": first,
            "days_to": last,
            "rows": int(own.sum()),
            "shifts": {
                name: _shift(actual[own] - predicted[own], share)
                for name, (share, predicted) in quantiles.items()
            },
        }
        for first, last, own in _groups(days, known, edges, min_rows)
    ]
    return {"level": level, "groups": groups}


def shifted(
    outputs: Vector,
    names: Sequence[str],
    days: Vector,
    conformal: Json,
    currency: NDArray[np.str_] | None = None,
) -> Vector:
    """Adds each row's shifts to outputs [rows, names], as models/runtime/conformal.ts does."""
    result = np.array(outputs, dtype=np.float64)
    shifted_already = np.zeros(len(result), dtype=bool)
    for group in conformal["groups"]:
        own = (days >= group["days_from"]) & (days < group["days_to"] + 1)
        if "currency" in group:
            own &= currency == group["currency"]
        own &= ~shifted_already
        shifted_already |= own
        for name, shift in group["shifts"].items():
            result[own, list(names).index(name)] += shift
    return result


def coverage_table(
    low: Vector, high: Vector, actual: Vector, days: Vector, edges: Sequence[int] = EDGES
) -> list[Json]:
    """Share of actuals inside and mean width, by days to departure; empty groups left out."""
    table = []
    for first, last in _spans(edges):
        own = (days >= first) & (days < last + 1)
        if own.any():
            inside = (low[own] <= actual[own]) & (actual[own] <= high[own])
            table.append(
                {
                    "days_from": first,
                    "days_to": last,
                    "rows": int(own.sum()),
                    "coverage": float(inside.mean()),
                    "width": float((high - low)[own].mean()),
                }
            )
    return table


def _shift(residual: Vector, share: float) -> float:
    """The empirical quantile with the finite-sample margin, towards the outside of the interval."""
    count = len(residual)
    if count == 0:
        return 0.0
    # Rounded first, or (9 + 1) * 0.9 would be more than 9.
    position = round((count + 1) * share, 9)
    rank = np.ceil(position) if share >= 0.5 else np.floor(position)
    return float(np.sort(residual)[int(np.clip(rank, 1, count)) - 1])


def _spans(edges: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(edges, [*(edge - 1 for edge in edges[1:]), LAST_DAY], strict=True))


def _groups(
    days: Vector, known: NDArray[np.bool_], edges: Sequence[int], min_rows: int
) -> list[tuple[int, int, NDArray[np.bool_]]]:
    """Neighbours join, from departure outwards, until each has rows enough; the rest joins last."""
    spans: list[tuple[int, int]] = []
    first: int | None = None
    for start, end in _spans(edges):
        first = start if first is None else first
        if (known & (days >= first) & (days < end + 1)).sum() >= min_rows:
            spans.append((first, end))
            first = None
    if first is not None:
        begin = spans.pop()[0] if spans else edges[0]
        spans.append((begin, LAST_DAY))
    return [(begin, end, known & (days >= begin) & (days < end + 1)) for begin, end in spans]
