"""Followers of the advice: from any day on they look again daily, and buy where Q is 1 or more."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..outlook.paths import END_DAYS, Paths

Vector = NDArray[np.float64]
Mask = NDArray[np.bool_]
Index = NDArray[np.int64]


@dataclass(frozen=True)
class Followed:
    """One entry a question whose end was observed. Prices are ratios to the price then."""

    rows: Index
    paid: Vector
    lowest: Vector
    #: Days waited.
    waits: Index
    #: The day on which the outcome was known.
    ended: Index


def follow(paths: Paths, waits: Mask, asked: Mask) -> Followed:
    """`waits` says of every row whether its holder looks again on the next observed day.

    A departure that vanishes from view before its last week has no outcome for who still waits.
    """
    rows = np.flatnonzero(asked)
    now = rows.copy()
    bought = ~waits[now]
    waited = np.zeros(len(rows), dtype=np.int64)
    lost = np.zeros(len(rows), dtype=bool)
    while (~bought).any():
        then = paths.following[now]
        end = ~bought & (then < 0)
        lost |= end & (paths.days_out[now] > END_DAYS)
        bought |= end
        move = ~bought
        waited[move] += paths.day[then[move]] - paths.day[now[move]]
        now[move] = then[move]
        bought |= ~waits[now]
    keep = ~lost
    rows, now = rows[keep], now[keep]
    lowest = lowest_from(paths)[rows]
    price = paths.amount[rows]
    return Followed(rows, paths.amount[now] / price, lowest / price, waited[keep], paths.day[now])


def lowest_from(paths: Paths) -> Vector:
    """The lowest fare from each row to the end of its path, the row included. Shape [rows]."""
    lowest = paths.amount.copy()
    for row in np.lexsort((-paths.day, paths.series)):
        then = paths.following[row]
        if then >= 0:
            lowest[row] = min(lowest[row], lowest[then])
    return lowest
