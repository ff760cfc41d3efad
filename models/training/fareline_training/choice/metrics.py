"""Figures of predicted choices. Ties count for the share of orders in which they win."""

import numpy as np

from ..kit.metrics import calibration_error
from .slates import Slates, Vector

Figures = dict[str, float]

DRAWS = 200
DRAW_SEED = 7


def top_share(scores: Vector, slates: Slates, k: int) -> Vector:
    """Chance that the offer taken is among the k best, equals in any order. [slates]"""
    of = slates.slate_of
    own = scores[slates.taken == 1][of]
    above = np.add.reduceat((scores > own).astype(float), slates.starts)
    equal = np.add.reduceat((scores == own).astype(float), slates.starts)
    return np.clip((k - above) / equal, 0, 1)


def ranked(scores: Vector, slates: Slates) -> Figures:
    """Share of slates whose taken offer is among the first 1, 3 and 5 by score."""
    return {f"top{k}": float(top_share(scores, slates, k).mean()) for k in (1, 3, 5)}


def probability_figures(probability: Vector, slates: Slates) -> Figures:
    """`ece` over all offers in ten equal bins; `ece_top` of each slate's likeliest offer alone.

    `ece_top_floor` is the mean of `ece_top` were the probabilities right: so many slates differ
    from them by chance alone.
    """
    taken = slates.taken == 1
    likeliest = np.maximum.reduceat(probability, slates.starts)
    hit = top_share(probability, slates, 1)
    lucky = np.random.default_rng(DRAW_SEED).random((DRAWS, len(slates))) < likeliest
    return ranked(probability, slates) | {
        "log_likelihood": float(np.log(np.maximum(probability[taken], 1e-12)).mean()),
        "ece": calibration_error(taken, probability),
        "ece_top": _gap(likeliest, hit),
        "ece_top_floor": float(np.mean([_gap(likeliest, each) for each in lucky])),
    }


def _gap(likeliest: Vector, hit: Vector) -> float:
    bin_of = np.minimum((likeliest * 10).astype(int), 9)
    return float(np.abs(np.bincount(bin_of, hit - likeliest)).sum() / len(likeliest))
