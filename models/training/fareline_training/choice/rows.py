"""Slates as the TypeScript replay wrote them; likings of each fold lie in a file of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..kit.rows import Rows, read_rows
from .slates import Slates, Table, Vector, slates_from


@dataclass(frozen=True)
class Fold:
    names: tuple[str, ...]
    slates: Slates
    repeat: int
    test_fold: int
    #: [slates]
    fold_of: Vector


def folds(rows: Rows, likings: Path, schema: Path) -> Iterator[Fold]:
    """Each repeat and test fold: all slates, with likings that never saw the test fold."""
    liking_rows = read_rows(likings, schema)
    repeat, test_fold, fold = (
        liking_rows.numbers(name) for name in ("repeat", "test_fold", "fold")
    )
    own = matrix(rows)
    taken, session = rows.numbers("taken"), rows.numbers("session")
    names = names_of(rows) + names_of(liking_rows)
    all_likings = matrix(liking_rows)
    for first in range(0, len(liking_rows), len(rows)):
        part = slice(first, first + len(rows))
        slates = slates_from(np.column_stack([own, all_likings[part]]), taken, session)
        yield Fold(
            names,
            slates,
            int(repeat[first]),
            int(test_fold[first]),
            fold[part][slates.starts],
        )


def names_of(rows: Rows) -> tuple[str, ...]:
    return tuple(feature.name for feature in rows.features)


def matrix(rows: Rows) -> Table:
    frame = rows.frame.select(names_of(rows))
    return np.ascontiguousarray(frame.to_numpy().astype(np.float32))


@dataclass(frozen=True)
class Simulated:
    names: tuple[str, ...]
    #: All slates of two offers or more, left ones among them.
    all: Slates
    #: Epoch ms. [slates]
    at: Vector
    #: [slates]
    taken: NDArray[np.bool_]
    booked: NDArray[np.bool_]
    #: Earlier clicks and bookings of the user; 0 for an unknown one. [slates]
    known: Vector
    #: [rows]
    amount: Vector
    #: The simulated shopper's utility, without its random part. [rows]
    oracle: Vector


def simulated(rows: Rows) -> Simulated:
    rows = _two_offers(rows)
    slates = slates_from(matrix(rows), rows.numbers("taken"), rows.numbers("session"))
    first = slates.starts
    names = names_of(rows)
    return Simulated(
        names,
        slates,
        rows.numbers("at")[first],
        np.add.reduceat(slates.taken, first) == 1,
        rows.numbers("booked")[first] == 1,
        np.nan_to_num(slates.features[first, names.index("user_choices")]).astype(float),
        rows.numbers("amount"),
        rows.numbers("oracle"),
    )


def _two_offers(rows: Rows) -> Rows:
    """Leaves out slates of one offer: they hold no choice."""
    _, of, sizes = np.unique(rows.numbers("session"), return_inverse=True, return_counts=True)
    return rows.where(sizes[of] > 1)
