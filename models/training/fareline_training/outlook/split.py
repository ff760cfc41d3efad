"""Who may learn from which row (evaluation.md: time-forward, one departure on one side, purged).

Training knows what was observed before a date T, and is tested on what was observed from T on.

- One side: a departure that left before T is a training one. One that leaves from T on is seen on
  both sides; those leaving within 30 days of T are all test departures (they are the ones bought in
  the test), and of the later ones a half, chosen by a hash of market and date, may be learned from
  and is never tested, while the other half is tested and never learned from. Without that half no
  training row would be farther out than the panel is long, and months ahead fares move otherwise.
- Purge: a training row is observed 30 days (the longest horizon) or more before T, so that whatever
  it promises has come true before the first test row.
- Advice is tested on whole paths from 30 days out, which begin up to 30 days before T. It is tested
  with a model that knows nothing, targets included, of what was observed from T - 30 days on.
- Features may read all that the market showed before the decision, of any departure, as in service.
- Censored: a departure that is no longer seen is sold out or cancelled; see paths.py.
"""

import zlib

import numpy as np
from numpy.typing import NDArray

from ..kit.rows import Rows
from .paths import Paths

Mask = NDArray[np.bool_]

#: The longest horizon, days.
PURGE = 30


def held_out_departures(rows: Rows, paths: Paths, test_from: int) -> Mask:
    """Shape [rows]: whether the row's departure is on the test side of day number `test_from`."""
    names = np.char.add(np.char.add(rows.text("market"), " "), rows.text("departure_date"))
    unique, index = np.unique(names, return_inverse=True)
    half = np.array([zlib.crc32(name.encode()) % 2 == 0 for name in unique])[index]
    near = paths.departure < test_from + PURGE
    return (paths.departure >= test_from) & (near | half)


def learned(rows: Rows, paths: Paths, test_from: int, purge: int = PURGE) -> Mask:
    """Rows that a fit may use: no held-out departure, seen `purge` days before the test. [rows]"""
    return ~held_out_departures(rows, paths, test_from) & (paths.day < test_from - purge)


def known_at(
    target: NDArray[np.float64], paths: Paths, days: int, before: int
) -> NDArray[np.float64]:
    """`target`, which looks `days` ahead, where that was observed before day `before`."""
    end = paths.day + np.minimum(days, paths.days_out)
    return np.where(end < before, target, np.nan)
