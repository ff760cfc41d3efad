"""Rows as the paths of departures: what came after each row, which is what is learned.

A row is one observation day of a departure. Targets are joined here from later rows of the same
departure; features are never touched. A departure that is no longer seen is sold out or cancelled:
what it would have cost is not known, so such targets are NaN, never low and never "no drop".
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..kit.rows import Rows

Vector = NDArray[np.float64]
Index = NDArray[np.int64]

#: A day number later than any: all targets have come true.
EVER = 10**6
#: A feed may skip a day; an observation at most this many days later is the next one.
MAX_GAP = 3
#: A path observed this near to its departure counts as open to the end; the last day is often not
#: observed.
END_DAYS = 7


@dataclass(frozen=True)
class Paths:
    """All have the shape [rows]; `order` sorts rows by departure and then by day."""

    series: Index
    departure: Index
    day: Index
    days_out: Index
    amount: Vector
    #: The row of the next observation, -1 where there is none within MAX_GAP days.
    following: Index
    #: Days to departure at the last observation.
    last_days_out: Index
    _codes: Index
    _order: Index

    def ahead(self, days: int) -> Index:
        """The row of the same departure exactly so many days later, -1 where there is none."""
        return _find(self._codes, self._order, self._codes + days)


def read_paths(rows: Rows) -> Paths:
    departure = np.array(
        [(date.fromisoformat(text) - date(1970, 1, 1)).days for text in rows.text("departure_date")]
    )
    names = [rows.text(each) for each in ("data", "market", "cabin", "currency", "departure_date")]
    joined = names[0]
    for name in names[1:]:
        joined = np.char.add(np.char.add(joined, "|"), name)
    series = np.unique(joined, return_inverse=True)[1].astype(np.int64)
    day = rows.numbers("day").astype(np.int64)
    codes = series * 100_000 + day
    order = np.argsort(codes, kind="stable")
    following = np.full(len(day), -1)
    for gap in range(MAX_GAP, 0, -1):
        found = _find(codes, order, codes + gap)
        following = np.where(found >= 0, found, following)
    last = np.full(series.max() + 1, 10**6)
    np.minimum.at(last, series, departure - day)
    return Paths(
        series,
        departure,
        day,
        departure - day,
        rows.numbers("amount"),
        following,
        last[series],
        codes,
        order,
    )


def later_fare(paths: Paths, days: int) -> Vector:
    """Log of the lowest fare `days` later over the fare now; NaN where it was not seen."""
    found = paths.ahead(days)
    return np.where(found >= 0, np.log(paths.amount[found] / paths.amount), np.nan)


def lowest_within(paths: Paths, days: int) -> Vector:
    """Log of the lowest fare of the next `days` days, or up to departure, over the fare now.

    NaN where the window was not watched to within two days of its end.
    """
    lowest = np.full(len(paths.amount), np.inf)
    watched = np.zeros(len(paths.amount), dtype=np.int64)
    for ahead in range(1, days + 1):
        found = paths.ahead(ahead)
        seen = found >= 0
        lowest[seen] = np.minimum(lowest[seen], paths.amount[found[seen]])
        watched[seen] = ahead
    end = np.minimum(days, paths.days_out)
    known = (watched > 0) & (watched >= end - 2)
    with np.errstate(divide="ignore"):
        return np.where(known, np.log(lowest / paths.amount), np.nan)


def _find(codes: Index, order: Index, wanted: Index) -> Index:
    ordered = codes[order]
    at = np.clip(np.searchsorted(ordered, wanted), 0, len(ordered) - 1)
    return np.where(ordered[at] == wanted, order[at], -1)
