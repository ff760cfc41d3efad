"""Search of the bookings model's trees: pinball of final seats on later departures."""

import argparse
from collections.abc import Callable

import numpy as np

from ..kit.metrics import pinball
from ..kit.rows import Rows
from ..kit.search import Json, Range, first_instants, forward_folds, search_recipe
from .evaluate import DAY_MS, HOTEL_TEST_DAYS, predict
from .fit import QUANTILES, Recipe, fit

RANGES = {
    "rounds": Range(20, 200, log=True),
    "leaves": Range(3, 31, log=True),
    "eta": Range(0.02, 0.2, log=True),
    "min_rows": Range(50, 800, log=True),
}


def search_bookings(
    rows: Rows,
    test_from: int,
    recipe: Recipe,
    given: argparse.Namespace,
    seed: int,
    report_progress: Callable[[str], None],
) -> Json:
    """`rows` and `test_from` are those of an evaluation; what it tests on is left out here."""
    rows = _training_side(rows, test_from)
    departs = rows.numbers("departs")
    folds = []
    for _, later in forward_folds(departs, rows.text("data"), 3):
        # Training departures are over before the first question of the fold, market by market.
        begin = first_instants(rows, later)
        folds.append((departs < begin, later))

    def loss(tried: Recipe, fold: tuple[np.ndarray, np.ndarray]) -> float:
        earlier, later = fold
        return seat_loss(rows.where(earlier), rows.where(later), tried, seed)

    how = {
        "storage": given.trials,
        "seconds": given.seconds,
        "seed": seed,
        "report_progress": report_progress,
    }
    return search_recipe("bookings", recipe, RANGES, folds, loss, **how)


def seat_loss(known: Rows, later_rows: Rows, recipe: Recipe, seed: int) -> float:
    """In shares of the seats, mean over the markets."""
    predicted, final = (
        predict(fit(known, recipe, seed), later_rows)[:, 1:],
        later_rows.numbers("final"),
    )
    market = later_rows.text("market")
    levels = list(QUANTILES.values())
    return float(
        np.mean(
            [
                pinball(final[own], predicted[own], levels) / final[own].mean()
                for own in (market == name for name in np.unique(market))
            ]
        )
    )


def _training_side(rows: Rows, test_from: int) -> Rows:
    departs, hotels = rows.numbers("departs") / DAY_MS, rows.text("data") == "hotels"
    end = np.where(hotels, departs[hotels].max() - HOTEL_TEST_DAYS, test_from)
    return rows.where(departs <= end)
