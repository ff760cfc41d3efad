"""Views of a row: what a question knows of it. Trips are asked for before flights are chosen.

The model trains on every view and is reported on the named ones, so a trip without an airline, or a
market without history, is an everyday question and not a broken row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .encode import Matrix
from .rows import Feature


@dataclass(frozen=True)
class View:
    name: str
    hidden: frozenset[str]


OFFER = View("offer", frozenset())
ITINERARY = View("itinerary", frozenset({"fare_basis"}))
TRIP_STOPS = View("trip and stops", frozenset({"fare_basis", "itinerary"}))
TRIP = View("trip", frozenset({"fare_basis", "itinerary", "stops"}))
VIEWS = (OFFER, ITINERARY, TRIP_STOPS, TRIP)

#: Share of training rows that know nothing of their market's past, or of their airports.
BLIND = {"history": 0.15, "place": 0.05}


def hide(matrix: Matrix, features: Sequence[Feature], groups: frozenset[str]) -> Matrix:
    hidden = matrix.copy()
    hidden[:, _in_groups(features, groups)] = np.nan
    return hidden


def every_view(matrix: Matrix, features: Sequence[Feature], views: int, seed: int) -> Matrix:
    """`views` blocks of all rows, one under the other; with one block each row draws its view.

    Shape [views * rows, features]; row i of the input is rows i, i + rows, ... of the result.
    """
    chance = np.random.default_rng(seed)
    blocks = []
    for block in range(views):
        drawn = (np.arange(len(matrix)) + block + chance.integers(len(VIEWS))) % len(VIEWS)
        hidden = np.zeros(matrix.shape, dtype=bool)
        for index, view in enumerate(VIEWS):
            hidden |= (drawn == index)[:, None] & _in_groups(features, view.hidden)
        for group, share in BLIND.items():
            blind = chance.random(len(matrix)) < share
            hidden |= blind[:, None] & _in_groups(features, frozenset({group}))
        blocks.append(np.where(hidden, np.float32(np.nan), matrix))
    return np.concatenate(blocks)


def _in_groups(features: Sequence[Feature], groups: frozenset[str]) -> NDArray[np.bool_]:
    return np.array([not groups.isdisjoint(feature.groups) for feature in features])
