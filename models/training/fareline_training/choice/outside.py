"""Whether any offer is taken: log-odds that rise with the worth of the slate as a whole."""

import numpy as np
from numpy.typing import NDArray

from .slates import Vector

MOST_STEPS = 30


def fit_outside(inclusive: Vector, takes: NDArray[np.bool_]) -> tuple[float, float]:
    """Constant and slope of a logistic regression, by Newton's method. Both shapes [slates]."""
    terms = np.column_stack([np.ones_like(inclusive), inclusive])
    weights = np.zeros(2)
    for _ in range(MOST_STEPS):
        chance = 1 / (1 + np.exp(-terms @ weights))
        curvature = terms.T @ (terms * (chance * (1 - chance))[:, None]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, terms.T @ (chance - takes))
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    return float(weights[0]), float(weights[1])


def takes_any(outside: tuple[float, float], inclusive: Vector) -> Vector:
    return 1 / (1 + np.exp(-(outside[0] + outside[1] * inclusive)))
