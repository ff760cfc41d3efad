"""Terms of the logit part: features in steps, so that each weighted term is one tree.

A step is a bin of the training rows, worth their mean there. A staircase of 48 steps is near enough
to a line for a slate, and lets the whole model ship as one ensemble of trees that every engine
reads, instead of a graph of its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .slates import Table, Vector

STEPS = 48

#: A feature, and the flag it counts under; without one it counts always.
Term = tuple[str, str | None]


@dataclass(frozen=True)
class Staircase:
    """Value of bin b is `levels[b]`: of x < edges[0] the first, of x >= edges[-1] the last."""

    edges: NDArray[np.float32]
    levels: Vector

    def at(self, column: NDArray[np.float32]) -> Vector:
        """Missing is 0, the mean."""
        found = self.levels[np.searchsorted(self.edges, column, side="right")]
        return np.where(np.isnan(column), 0.0, found)


def fit_staircase(column: NDArray[np.float32]) -> Staircase:
    """Levels have mean 0 and deviation 1 over the known rows; one value only is worth nothing."""
    known = np.sort(column[~np.isnan(column)])
    if len(known) == 0 or known[0] == known[-1]:
        return Staircase(np.zeros(0, dtype=np.float32), np.zeros(1))
    values = np.unique(known)
    if len(values) > STEPS:
        values = np.unique(
            np.quantile(known, np.linspace(0, 1, STEPS + 1)[1:-1]).astype(np.float32)
        )
        edges = values
    else:
        edges = ((values[1:].astype(np.float64) + values[:-1]) / 2).astype(np.float32)
    bins = np.searchsorted(edges, known, side="right")
    count = np.bincount(bins, minlength=len(edges) + 1)
    total = np.bincount(bins, known.astype(np.float64), minlength=len(edges) + 1)
    means = total / np.maximum(count, 1)
    means[count == 0] = np.interp(
        np.flatnonzero(count == 0), np.flatnonzero(count), means[count > 0]
    )
    stepped = means[bins]
    return Staircase(edges, (means - stepped.mean()) / (stepped.std() + 1e-9))


@dataclass(frozen=True)
class Terms:
    names: tuple[str, ...]
    wanted: tuple[Term, ...]
    stairs: dict[str, Staircase]

    def of(self, features: Table) -> NDArray[np.float64]:
        """[rows, terms]"""
        column = {name: at for at, name in enumerate(self.names)}
        steps = {name: stair.at(features[:, column[name]]) for name, stair in self.stairs.items()}
        return np.column_stack(
            [
                steps[name] if flag is None else steps[name] * (features[:, column[flag]] >= 0.5)
                for name, flag in self.wanted
            ]
        )


def fit_terms(names: tuple[str, ...], wanted: tuple[Term, ...], features: Table) -> Terms:
    stairs = {
        name: fit_staircase(features[:, names.index(name)])
        for name in dict.fromkeys(name for name, _ in wanted)
    }
    return Terms(names, wanted, stairs)
