"""Search of the outlook's trees, 7 days ahead, on two later fortnights inside the training days."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..kit.metrics import log_loss, pinball
from ..kit.rows import Rows
from ..kit.search import TREES, Json, search_recipe
from .fit import Part, fit, matrix_of, predict
from .paths import later_fare, lowest_within, read_paths
from .recipe import OUTPUTS, QUANTILES, Recipe, Trees, quantile_names
from .split import PURGE, held_out_departures, known_at, learned

Vector = NDArray[np.float64]
Loss = Callable[[Vector, Vector], float]

DAYS = 7
FORTNIGHT = 14
DROP = f"drop10_{DAYS}d"


def search_outlook(
    rows: Rows,
    test_from: int,
    recipe: Recipe,
    given: argparse.Namespace,
    seed: int,
    report_progress: Callable[[str], None],
) -> list[Json]:
    """One panel's rows, of which only those an evaluation learns from are looked at."""
    rows = rows.where(learned(rows, read_paths(rows), test_from))
    end = test_from - PURGE
    how = {
        "storage": given.trials,
        "seconds": given.seconds / 3,
        "seed": seed,
        "report_progress": report_progress,
    }
    found = []
    for group, loss in LOSSES.items():
        lazy = _alone(recipe, group)

        def fold_loss(
            tried: Trees, cut: int, group: str = group, lazy: Recipe = lazy, loss: Loss = loss
        ) -> float:
            return forward_loss(rows, cut, replace(lazy, **{group: tried}), group, loss, seed)

        cuts, now = (end - 2 * FORTNIGHT, end - FORTNIGHT), getattr(recipe, group)
        found.append(search_recipe(f"outlook {group}", now, TREES, cuts, fold_loss, **how))
    return found


def forward_loss(rows: Rows, cut: int, recipe: Recipe, group: str, loss: Loss, seed: int) -> float:
    """Loss on the fortnight from day number `cut`; targets are known by its end."""
    paths = read_paths(rows)
    part: Part = "drops" if group == "drops" else "levels"
    own = learned(rows, paths, cut, DAYS)
    model = fit(rows, own, cut, recipe, seed, (part,), horizons=(DAYS,))
    later = (
        held_out_departures(rows, paths, cut) & (paths.day >= cut) & (paths.day < cut + FORTNIGHT)
    )
    looked = lowest_within if part == "drops" else later_fare
    actual = known_at(looked(paths, DAYS), paths, DAYS, cut + FORTNIGHT + DAYS)
    tested = later & np.isfinite(actual)
    return loss(actual[tested], predict(model, matrix_of(rows.where(tested))).astype(np.float64))


def _mape(actual: Vector, predicted: Vector) -> float:
    point = predicted[:, OUTPUTS.index(f"point_{DAYS}d")]
    return float(np.abs(np.exp(point - actual) - 1).mean())


def _pinball(actual: Vector, predicted: Vector) -> float:
    columns = [OUTPUTS.index(name) for name in quantile_names(DAYS)]
    return pinball(actual, np.sort(predicted[:, columns], axis=1), QUANTILES)


def _drop_loss(actual: Vector, predicted: Vector) -> float:
    dropped = (actual <= np.log(0.9) + 1e-9).astype(np.int64)
    return log_loss(dropped, 1 / (1 + np.exp(-predicted[:, OUTPUTS.index(DROP)])))


LOSSES: Mapping[str, Loss] = {"point": _mape, "quantiles": _pinball, "drops": _drop_loss}


def _alone(recipe: Recipe, group: str) -> Recipe:
    """Trees that are not looked at are grown once."""
    others = [each for each in ("point", "quantiles") if each != group]
    return replace(recipe, **{each: replace(getattr(recipe, each), rounds=1) for each in others})
