"""Search of the demand level's trees: log loss of the levels on later stretches of time."""

import argparse
from collections.abc import Callable

import numpy as np

from ..kit.encode import to_matrix
from ..kit.metrics import log_loss
from ..kit.rows import Rows
from ..kit.search import TREES, Json, forward_folds, search_recipe, thinned
from .levels import Recipe, classes, fit, probabilities

MOST_ROWS = 60_000
#: Levels are predicted up to a week ahead: rows so close before a fold are left out.
PURGE_MS = 7 * 86_400_000


def search_levels(
    rows: Rows,
    recipe: Recipe,
    given: argparse.Namespace,
    seed: int,
    report_progress: Callable[[str], None],
) -> Json:
    """`rows` are training rows alone."""
    rows = thinned(rows, MOST_ROWS, seed)
    at = rows.numbers("at")
    folds = [
        (earlier & (at < at[later].min() - PURGE_MS), later)
        for earlier, later in forward_folds(at, rows.text("data"), 3)
    ]

    def loss(tried: Recipe, fold: tuple[np.ndarray, np.ndarray]) -> float:
        earlier, later = fold
        return level_loss(rows.where(earlier), rows.where(later), tried, seed)

    how = {
        "storage": given.trials,
        "seconds": given.seconds,
        "seed": seed,
        "report_progress": report_progress,
    }
    return search_recipe("demand-level", recipe, TREES, folds, loss, **how)


def level_loss(known: Rows, later_rows: Rows, recipe: Recipe, seed: int) -> float:
    predicted = probabilities(fit(known, recipe, seed), to_matrix(later_rows, {}))
    return log_loss(classes(later_rows, "level"), predicted)
