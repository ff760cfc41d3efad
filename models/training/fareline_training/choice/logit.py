"""Conditional logit by Newton's method: the chance of an offer is the softmax of weighted terms."""

import numpy as np
from numpy.typing import NDArray

from .slates import Slates, Vector, softmax

MOST_STEPS = 40
#: Convergence limit of the loss, summed over slates, between two steps.
DONE = 1e-5


def fit_logit(
    terms: NDArray[np.float64], slates: Slates, ridge: float, start: Vector | None = None
) -> Vector:
    """Weights [terms]; `ridge` is the weight of half their squares beside the summed log-loss."""
    weights = np.zeros(terms.shape[1]) if start is None else start
    lost = _loss(terms, slates, ridge, weights)
    for _ in range(MOST_STEPS):
        probability = softmax(terms @ weights, slates)
        slope = terms.T @ (probability - slates.taken) + ridge * weights
        step = np.linalg.solve(_curvature(terms, slates, ridge, probability), slope)
        # The loss is convex, but far from its least a full step may overshoot.
        share = 1.0
        while (
            found := _loss(terms, slates, ridge, weights - share * step)
        ) > lost and share > 1e-6:
            share /= 2
        weights = weights - share * step
        if lost - found < DONE:
            break
        lost = found
    return weights


def _loss(terms: NDArray[np.float64], slates: Slates, ridge: float, weights: Vector) -> float:
    probability = softmax(terms @ weights, slates)[slates.taken == 1]
    return float(-np.log(np.maximum(probability, 1e-300)).sum() + ridge / 2 * weights @ weights)


def _curvature(
    terms: NDArray[np.float64], slates: Slates, ridge: float, probability: Vector
) -> NDArray[np.float64]:
    weighted = terms * probability[:, None]
    means = np.add.reduceat(weighted, slates.starts)
    return terms.T @ weighted - means.T @ means + ridge * np.eye(terms.shape[1])
