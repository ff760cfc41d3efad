"""The advice walked forward week by week: each week knows only what was observed before it.

Until it has beaten buying now over the four weeks before, by an interval that excludes 0, the
advice is to buy; what it would have said is still followed, to find out.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..kit.metrics import departure_units
from ..kit.rows import Rows
from ..outlook.fit import matrix_of
from ..outlook.paths import read_paths
from .figures import advice_figures, saves
from .follow import Followed, follow
from .value import Recipe, fit_value, transitions, value

Json = dict
WEEK = 7
#: Weeks whose outcomes the advice must have beaten buying now in.
PROVING_WEEKS = 4
#: Days to departure of the questions.
ASKED = (3, 30)
#: Fewer transitions are no panel to learn from.
FEWEST = 10_000


def walk_forward(
    rows: Rows,
    first: int,
    last: int,
    recipe: Recipe,
    seed: int,
    report_progress: Callable[[str], None] = lambda _: None,
) -> list[Json]:
    """Questions of day numbers `first` to `last`; training begins with the first row."""
    paths, matrix, units = read_paths(rows), matrix_of(rows), departure_units(rows)
    near = paths.days_out <= recipe.days_out
    waits = np.zeros(len(paths.day), dtype=bool)
    proven = np.zeros(len(paths.day), dtype=bool)
    asked = (paths.days_out >= ASKED[0]) & (paths.days_out <= ASKED[1])
    models = None
    for week in range(first - PROVING_WEEKS * WEEK, last + 1, WEEK):
        known = transitions(paths, week, recipe)
        if len(known.rows) < FEWEST:
            report_progress(f"week of day {week}: {len(known.rows)} transitions, {FEWEST} needed")
            continue
        models = fit_value(matrix, known, recipe, seed, models)
        days = (paths.day >= week) & (paths.day < week + WEEK)
        new = np.flatnonzero(days & near)
        waits[new] = value(models, matrix[new]) < 1
        recent = asked & (paths.day >= week - PROVING_WEEKS * WEEK) & (paths.day < week)
        # Outcomes of this week and later are not known yet.
        outcomes = _known(follow(paths, waits, recent & (paths.day < week)), week)
        proven[days] = saves(outcomes, units, seed)
        report_progress(
            f"week of day {week}: {len(known.rows)} transitions, waits in {waits[new].mean():.0%}, "
            f"{'proven' if proven[days].any() else 'not proven: buy'}"
        )
    tested = asked & (paths.day >= first) & (paths.day <= last)
    unguarded = follow(paths, waits, tested)
    guarded = follow(paths, waits & proven, tested)
    line = {"data": "wizz", "split": "walked forward by week", "train_rows": len(rows)}
    return [
        line
        | {
            "model": name,
            "rows": len(followed.rows),
            "values": advice_figures(followed, units, paths.amount, seed),
        }
        for name, followed in (
            ("value iteration, proven weeks", guarded),
            ("value iteration, all weeks", unguarded),
            ("buy now", follow(paths, np.zeros_like(waits), tested)),
        )
    ]


def _known(followed: Followed, before: int) -> Followed:
    keep: NDArray[np.bool_] = followed.ended < before
    return Followed(
        followed.rows[keep],
        followed.paid[keep],
        followed.lowest[keep],
        followed.waits[keep],
        followed.ended[keep],
    )
