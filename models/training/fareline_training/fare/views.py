"""Views of a row: the inputs a request supplies. Trips are requested before flights are chosen.

The model trains on every view and is reported on the named ones, so a trip without an airline, or a
market without history, is an everyday question and not a broken row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..kit.encode import Matrix
from ..kit.rows import Feature


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
BLIND = {"history": 0.15, "place": 0.1}
#: Share of training rows of which each detail of the flights is known or not by a coin.
SKETCHY = 0.1
DETAILS = ("stops", "duration_minutes", "flight_number", "departure_hour", "seats_remaining")


def hide(matrix: Matrix, features: Sequence[Feature], groups: frozenset[str]) -> Matrix:
    hidden = matrix.copy()
    hidden[:, _in_groups(features, groups)] = np.nan
    return hidden


def shown(
    matrix: Matrix,
    features: Sequence[Feature],
    views: Sequence[View],
    chance: np.random.Generator,
) -> Matrix:
    """Every row in one of the views, in turn, some of them blind or sketchy. Shape as given."""
    hidden = np.zeros(matrix.shape, dtype=bool)
    turn = (np.arange(len(matrix)) + chance.integers(len(views))) % len(views)
    for index, view in enumerate(views):
        hidden |= (turn == index)[:, None] & _in_groups(features, view.hidden)
    for group, share in BLIND.items():
        blind = chance.random(len(matrix)) < share
        hidden |= blind[:, None] & _in_groups(features, frozenset({group}))
    sketchy = chance.random(len(matrix)) < SKETCHY
    details = np.array([feature.name in DETAILS for feature in features])
    hidden |= sketchy[:, None] & details & (chance.random(matrix.shape) < 0.5)
    return np.where(hidden, np.float32(np.nan), matrix)


def _in_groups(features: Sequence[Feature], groups: frozenset[str]) -> NDArray[np.bool_]:
    return np.array([not groups.isdisjoint(feature.groups) for feature in features])
