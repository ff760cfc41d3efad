"""Value of waiting under the optimal stopping rule: Longstaff-Schwartz (2001) on departures' paths.

The value of waiting is the price that is paid in the end over the price now. It is regressed on the
features; the rule is to buy as soon as waiting is not expected to cost less. What it earned on the
training paths, each departure judged by trees that never saw it, is what the next round learns:
realised prices, not predicted ones, so errors of the regression do not pile up over the days.

A wait ends after `days` days at the latest, or with the departure's last observation.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .paths import END_DAYS, Paths
from .recipe import HORIZONS

Vector = NDArray[np.float64]

#: Whoever pays four times the price learned nothing more than at three.
MOST = 3.0


def change_at(changes: Vector, days: Vector, days_out: Vector) -> Vector:
    """Changes [rows, HORIZONS] read at any number of days to wait; the Worker does the same.

    Waits that reach the departure are one and the same, so the first horizon that does is taken.
    """
    reach = np.asarray(HORIZONS, dtype=np.float64)
    rows = np.arange(len(changes))
    upper = np.minimum(np.searchsorted(reach, np.minimum(days, days_out)), len(reach) - 1)
    lower = np.maximum(upper - 1, 0)
    span = np.log(reach[upper] / reach[lower])
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(span > 0, np.log(np.maximum(days, 1) / reach[lower]) / span, 1.0)
    part = np.where(days >= days_out, 1.0, np.clip(part, 0, 1))
    return changes[rows, lower] * (1 - part) + changes[rows, upper] * part


def outcomes(paths: Paths, changes: Vector, margin: float = 0.0) -> dict[int, Vector]:
    """Price paid over the price now by waiting from each row, by days to wait of HORIZONS. [rows]

    NaN where there is nothing to wait for, or the departure vanished from view on the way.
    """
    following = paths.following
    has = following >= 0
    step = np.where(has, paths.day[following] - paths.day, 0)
    ratio = np.where(has, paths.amount[following] / paths.amount, np.nan)
    ended = ~has & (paths.days_out <= END_DAYS)
    result: dict[int, Vector] = {}
    paid: list[Vector] = [np.full(len(step), np.nan)]
    for days in range(1, max(HORIZONS) + 1):
        now = np.full(len(step), np.nan)
        for gap in range(1, int(step.max()) + 1):
            own = has & (step == gap)
            rows = np.flatnonzero(own)
            then = following[rows]
            rest = days - gap
            if rest <= 0:
                now[rows] = ratio[rows]
                continue
            further = paid[rest][then]
            buys = (
                change_at(
                    changes[then],
                    np.full(len(then), float(rest)),
                    paths.days_out[then].astype(float),
                )
                >= -margin
            )
            stuck = ended[then]
            onward = np.where(buys | stuck, 1.0, further)
            now[rows] = ratio[rows] * onward
        paid.append(now)
        if days in HORIZONS:
            result[days] = now
    return result


def clairvoyant(paths: Paths, days: int) -> Vector:
    """Lowest price over the price now, now included, within so many days. [rows]"""
    lowest = paths.amount.copy()
    for ahead in range(1, days + 1):
        found = paths.ahead(ahead)
        seen = found >= 0
        lowest[seen] = np.minimum(lowest[seen], paths.amount[found[seen]])
    return lowest / paths.amount


def targets(paid: Vector) -> Sequence[Vector]:
    """Change, loss, and whether it saved. [rows] each"""
    change = np.clip(paid - 1, -1, MOST)
    saves = np.where(np.isnan(paid), np.nan, (paid < 0.999).astype(float))
    return change, np.maximum(change, 0), saves
