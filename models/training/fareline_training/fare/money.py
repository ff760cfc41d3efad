"""Price of an offer, in its own currency and in model units."""

import numpy as np
from numpy.typing import NDArray

from ..kit.encode import Categories, fit_categories
from ..kit.rows import Rows

Vector = NDArray[np.float64]


def amount(rows: Rows) -> Vector:
    """Major units of the row's currency. Shape [rows]."""
    return rows.numbers("amount")


def fare(rows: Rows) -> Vector:
    """Model units. Shape [rows]."""
    return amount(rows) / rows.scale()


def fare_categories(rows: Rows) -> Categories:
    """Ordered by fare level, net of currency and cabin."""
    return fit_categories(rows, np.log(fare(rows)), ("row.currency", "row.cabin"))
