"""Rows of several slates, one after the other, and sums over each slate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Table = NDArray[np.float32]


@dataclass(frozen=True)
class Slates:
    #: [rows, features], NaN is missing.
    features: Table
    #: 1 for the offer taken; a slate that was left has none. [rows]
    taken: Vector
    #: First row of each slate. [slates]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def sizes(self) -> NDArray[np.int64]:
        return np.diff(np.append(self.starts, len(self.taken)))

    @property
    def slate_of(self) -> NDArray[np.int64]:
        """Number of the slate. [rows]"""
        return np.repeat(np.arange(len(self)), self.sizes)

    def where(self, slates: NDArray[np.bool_]) -> "Slates":
        rows = slates[self.slate_of]
        sizes = self.sizes[slates]
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        return Slates(self.features[rows], self.taken[rows], starts)

    def with_features(self, features: Table) -> "Slates":
        return Slates(features, self.taken, self.starts)


def slates_from(features: Table, taken: Vector, session: Vector) -> Slates:
    """`session` changes where a new slate begins."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(session)) + 1]).astype(np.int64)
    return Slates(features, taken, starts)


def softmax(scores: Vector, slates: Slates) -> Vector:
    """Probability of each offer within its slate. Shapes [rows]."""
    of = slates.slate_of
    weights = np.exp(scores - np.maximum.reduceat(scores, slates.starts)[of])
    return weights / np.add.reduceat(weights, slates.starts)[of]


def inclusive_value(scores: Vector, slates: Slates) -> Vector:
    """log of the sum of exp(score). [slates]"""
    greatest = np.maximum.reduceat(scores, slates.starts)
    return greatest + np.log(
        np.add.reduceat(np.exp(scores - greatest[slates.slate_of]), slates.starts)
    )
