"""Value iteration on departures whose best stopping rule is known."""

import numpy as np
import polars as pl
import pytest

from fareline_training.advice.figures import advice_figures, saves
from fareline_training.advice.follow import follow, lowest_from
from fareline_training.advice.value import Recipe, fit_value, transitions, value
from fareline_training.kit.metrics import departure_units
from fareline_training.kit.rows import Feature, Rows
from fareline_training.outlook.fit import matrix_of
from fareline_training.outlook.paths import EVER, read_paths

QUICK = Recipe(rounds=30, min_child_weight=5, colsample=1, subsample=1, first=6)


def panel(departures: int, fare) -> Rows:
    """Departures on 2026-06-01, observed daily from 20 days out; `fare(departure, days_out)`."""
    last = 20_605
    lines = [
        {
            "row.data": "panel",
            "row.market": f"M{departure}",
            "row.departure_date": "2026-06-01",
            "row.cabin": "economy",
            "row.currency": "EUR",
            "row.at": float((last - out) * 86_400_000),
            "row.day": float(last - out),
            "row.days_out": float(out),
            "row.amount": float(fare(departure, out)),
            "days_to_departure": float(out),
            "level": float(fare(departure, out)),
        }
        for departure in range(departures)
        for out in range(20, -1, -1)
    ]
    features = tuple(Feature(name, "number", "") for name in ("days_to_departure", "level"))
    return Rows(pl.DataFrame(lines), features)


def falls_at_ten(departure: int, out: int) -> float:
    """100 until 11 days out, 60 on the tenth, then dearer every day."""
    if out > 10:
        return 100
    return 60 + 8 * (10 - out)


@pytest.fixture(scope="module")
def learned():
    rows = panel(60, falls_at_ten)
    paths, matrix = read_paths(rows), matrix_of(rows)
    models = fit_value(matrix, transitions(paths, EVER, QUICK), QUICK, seed=1)
    return rows, paths, value(models, matrix)


def test_waiting_is_worth_what_the_best_rule_pays_however_far_the_fall(learned) -> None:
    rows, paths, q = learned
    assert q[paths.days_out == 11] == pytest.approx(0.6, abs=0.05)
    # The fall is nine days ahead: the value has been handed back day by day.
    assert (q[(paths.days_out >= 11) & (paths.days_out <= 15)] < 0.75).all()
    assert (q[paths.days_out == 9] > 1).all()


def test_followers_wait_for_the_fall_and_buy_there(learned) -> None:
    rows, paths, q = learned
    followed = follow(paths, q < 1, paths.days_out == 14)
    assert followed.paid == pytest.approx(0.6)
    assert (followed.waits == 4).all()
    figures = advice_figures(followed, departure_units(rows), paths.amount, seed=1)
    assert figures["of_clairvoyant"] == pytest.approx(1)
    assert figures["worse_off"] == 0
    assert figures["saving_friction_10"] == pytest.approx(0.4 - 4 * 10 / 100)


def test_a_transition_whose_end_was_not_observed_yet_teaches_nothing() -> None:
    paths = read_paths(panel(5, falls_at_ten))
    known = transitions(paths, int(paths.day.min()) + 3, QUICK)
    assert paths.day[known.then].max() == paths.day.min() + 2


def test_who_waits_for_a_departure_that_vanishes_has_no_outcome() -> None:
    rows = panel(4, falls_at_ten)
    seen = rows.where(rows.numbers("days_out") >= 12)
    paths = read_paths(seen)
    everyone = np.ones(len(paths.day), dtype=bool)
    assert len(follow(paths, everyone, paths.days_out == 15).rows) == 0
    assert len(follow(paths, ~everyone, paths.days_out == 15).rows) == 4


def test_the_lowest_fare_ahead_includes_today() -> None:
    paths = read_paths(panel(1, falls_at_ten))
    lowest = lowest_from(paths)
    assert lowest[paths.days_out == 20] == 60
    assert lowest[paths.days_out == 5] == 100


def test_advice_that_only_costs_is_not_proven() -> None:
    rows = panel(40, lambda _, out: 100 + 5 * (20 - out))
    paths, units = read_paths(rows), departure_units(rows)
    waits = np.ones(len(paths.day), dtype=bool)
    assert not saves(follow(paths, waits, paths.days_out == 10), units, seed=1)
    falling = read_paths(panel(40, lambda departure, out: 100 + out + departure % 3))
    assert saves(follow(falling, waits, falling.days_out == 10), units, seed=1)
