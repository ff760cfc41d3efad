"""Figures of followed advice beside buying now, with intervals by market and departure date."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..kit.metrics import bootstrap
from .follow import Followed

Vector = NDArray[np.float64]
#: Share of the worst regrets in CVaR.
TAIL = 0.05


def advice_figures(
    followed: Followed, units: NDArray[np.int64], amount: Vector, seed: int
) -> dict[str, float]:
    """`units` and `amount` are those of the rows; friction is money lost for every day waited."""
    saved, possible = 1 - followed.paid, 1 - followed.lowest
    regret = followed.paid - followed.lowest
    worst = np.sort(regret)[-max(1, int(len(regret) * TAIL)) :]
    price = amount[followed.rows]
    sums = _sums(saved, possible, units[followed.rows])
    result = _shares(sums.sum(axis=0)) | {
        "questions": float(len(saved)),
        "waited": float((followed.waits > 0).mean()),
        "worse_off": float((saved < -1e-9).mean()),
        "cvar95_regret": float(worst.mean()),
        "saving_friction_5": float((saved - followed.waits * 5 / price).mean()),
        "saving_friction_10": float((saved - followed.waits * 10 / price).mean()),
    }
    return result | bootstrap(sums, _shares, ("of_clairvoyant", "saving"), seed)


def saves(followed: Followed, units: NDArray[np.int64], seed: int) -> bool:
    """Whether the mean saving is above 0 by an interval that excludes it."""
    if len(followed.rows) == 0:
        return False
    sums = _sums(1 - followed.paid, 1 - followed.lowest, units[followed.rows])
    return len(sums) > 1 and bootstrap(sums, _shares, ("saving",), seed)["saving_low"] > 0


def _sums(saved: Vector, possible: Vector, units: NDArray[np.int64]) -> Vector:
    columns = (np.ones_like(saved), saved, possible)
    sums = np.column_stack([np.bincount(units, column) for column in columns])
    return sums[sums[:, 0] > 0]


def _shares(total: Vector) -> Mapping[str, float]:
    count, saved, possible = total
    return {
        "saving": float(saved / count) if count else 0.0,
        "possible": float(possible / count) if count else 0.0,
        "of_clairvoyant": float(saved / possible) if possible else 0.0,
    }
