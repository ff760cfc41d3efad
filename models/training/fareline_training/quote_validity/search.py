"""Search of the quote validity model's trees: log loss over bins on later stretches."""

import argparse
from collections.abc import Callable

import numpy as np

from ..kit.encode import to_matrix
from ..kit.metrics import log_loss
from ..kit.rows import Rows
from ..kit.search import TREES, Json, Range, forward_folds, search_recipe, thinned
from .bins import bin_of
from .fit import Recipe, chances, fit

#: Rows of a data set.
MOST_ROWS = 25_000
RANGES = {
    **TREES,
    "size_rounds": Range(10, 60, log=True),
    "size_depth": Range(2, 6),
    "size_eta": Range(0.05, 0.3, log=True),
}


def search_quote_validity(
    rows: Rows,
    recipe: Recipe,
    given: argparse.Namespace,
    seed: int,
    report_progress: Callable[[str], None],
) -> Json:
    """`rows` are training rows alone."""
    rows = thinned(rows, MOST_ROWS, seed)
    folds = list(forward_folds(rows.numbers("at"), rows.text("data"), 2))

    def loss(tried: Recipe, fold: tuple) -> float:
        earlier, later = fold
        return bin_loss(rows.where(earlier), rows.where(later), tried, seed)

    how = {
        "storage": given.trials,
        "seconds": given.seconds,
        "seed": seed,
        "report_progress": report_progress,
    }
    return search_recipe("hold", recipe, RANGES, folds, loss, **how)


def bin_loss(known: Rows, later_rows: Rows, recipe: Recipe, seed: int) -> float:
    """Mean over the data sets, so that the larger one does not decide."""
    predicted = chances(fit(known, recipe, seed), to_matrix(later_rows, {}))
    bins, data = bin_of(later_rows.numbers("change")), later_rows.text("data")
    each = [log_loss(bins[data == name], predicted[data == name]) for name in np.unique(data)]
    return float(np.mean(each))
