"""Three sets of trees, one for each state of knowledge, because their splits differ.

An offer with its fare basis is nearly priced by its RBD, a chosen itinerary by airline and times, a
trip by its market's past. A row is answered by the best informed expert it has the inputs for:
every tree of an expert starts with that test, and adds 0 to rows of the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..kit.encode import Matrix
from ..kit.rows import Feature
from .views import ITINERARY, OFFER, TRIP, TRIP_STOPS, View


@dataclass(frozen=True)
class Expert:
    name: str
    #: Inputs that must be known, and one that must not: then a better informed expert answers.
    needs: tuple[str, ...]
    yields_to: tuple[str, ...]
    #: Views it learns from, in equal shares.
    views: tuple[View, ...]
    rounds: int
    depth: int
    eta: float
    #: Share of inputs each tree may split by.
    colsample: float


EXPERTS = (
    Expert("offer", ("airline_rbd",), (), (OFFER,), 180, 6, 0.07, 0.5),
    Expert("itinerary", ("airline",), ("airline_rbd",), (ITINERARY,), 300, 6, 0.07, 0.6),
    Expert("trip", (), ("airline", "airline_rbd"), (TRIP_STOPS, TRIP), 130, 6, 0.07, 0.5),
)


def gates(expert: Expert, features: Sequence[Feature]) -> list[tuple[int, bool]] | None:
    """Input and whether it must be known, in order; None when a needed input is not learned."""
    at = {feature.name: index for index, feature in enumerate(features)}
    if any(name not in at for name in expert.needs):
        return None
    needed = [(at[name], True) for name in expert.needs]
    return needed + [(at[name], False) for name in expert.yields_to if name in at]


def answers(matrix: Matrix, passed: Sequence[tuple[int, bool]]) -> NDArray[np.bool_]:
    """Which rows an expert answers. Shape [rows]."""
    mask = np.ones(len(matrix), dtype=bool)
    for column, known in passed:
        mask &= np.isnan(matrix[:, column]) != known
    return mask
