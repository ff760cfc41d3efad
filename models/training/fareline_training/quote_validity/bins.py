"""Bins of the relative change: the classes of the trees.

A partner's tolerance may end anywhere; the edges lie where partners draw theirs and where fares do
move: on both panels nearly all changes are beyond 10 %. The bin around 0 is "the same".
"""

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

#: Upper edges of all bins but the last, which has none.
EDGES = (-0.25, -0.1, -0.04, -0.005, 0.005, 0.02, 0.1, 0.3)
COUNT = len(EDGES) + 1
#: The bin from -0.5 % to 0.5 %.
SAME = 4
CHANGED = tuple(each for each in range(COUNT) if each != SAME)
#: Mean of a bin without observations: its middle; the outer two as fares usually move.
_USUAL = (-0.35, -0.16, -0.07, -0.02, 0.0, 0.01, 0.06, 0.19, 0.6)
#: Changes that the usual mean of a bin weighs as.
_PRIOR = 20
#: A sale that ends can multiply a fare; one such must not move a mean.
_GREATEST = 3.0


def bin_of(change: Vector) -> NDArray[np.int64]:
    """Bin of each relative change. Shape [rows]."""
    return np.searchsorted(np.array(EDGES), change, side="left")


def means(change: Vector) -> tuple[float, ...]:
    """Mean change inside each bin, to four digits, as the outputs are named by."""
    bins = bin_of(change)
    found = []
    for each, usual in enumerate(_USUAL):
        inside = np.minimum(change[bins == each], _GREATEST)
        found.append(round(float((inside.sum() + _PRIOR * usual) / (len(inside) + _PRIOR)), 4))
    return tuple(found)


def output_names(bin_means: tuple[float, ...]) -> list[str]:
    """As models/quote-validity/decode-changes.ts reads them."""
    uppers = [f"to {edge:g}" for edge in EDGES] + ["over"]
    uppers[SAME] = f"same {uppers[SAME]}"
    return [f"{upper} mean {mean:.4f}" for upper, mean in zip(uppers, bin_means, strict=True)]
