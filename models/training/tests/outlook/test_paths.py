"""Outcomes after a row: later and lowest fares, prices paid by a rule, against a slow count."""

import numpy as np
import polars as pl

from fareline_training.kit.rows import Rows
from fareline_training.outlook.paths import later_fare, lowest_within, read_paths
from fareline_training.outlook.recipe import HORIZONS
from fareline_training.outlook.split import PURGE, held_out_departures, known_at, learned
from fareline_training.outlook.stopping import change_at, clairvoyant, outcomes

DEPARTURE = 16_900


def rows_of(*paths: dict[int, float], departures: tuple[int, ...] = ()) -> Rows:
    """One departure a path, fares by days to departure."""
    lines = [
        {
            "row.data": "generated",
            "row.market": "LIS-FRA",
            "row.cabin": "economy",
            "row.currency": "EUR",
            "row.departure_date": str(np.datetime64("1970-01-01") + (departures or range(20))[at])
            if departures
            else str(np.datetime64("1970-01-01") + DEPARTURE + at),
            "row.day": float((departures[at] if departures else DEPARTURE + at) - out),
            "row.amount": float(fare),
        }
        for at, path in enumerate(paths)
        for out, fare in path.items()
    ]
    return Rows(pl.DataFrame(lines), ())


def test_a_later_fare_is_that_of_the_day_or_not_known():
    paths = read_paths(rows_of({9: 100, 8: 80, 6: 120}))
    assert np.allclose(later_fare(paths, 1), [np.log(0.8), np.nan, np.nan], equal_nan=True)
    assert np.allclose(later_fare(paths, 3)[0], np.log(1.2))


def test_the_lowest_within_is_known_when_its_window_was_watched():
    paths = read_paths(rows_of({9: 100, 8: 80, 7: 120, 6: 90, 5: 90}))
    assert np.allclose(lowest_within(paths, 3)[:2], np.log([0.8, 90 / 80]))
    # Nothing is known of the days after the fifth: sold out is not "no drop".
    assert np.isnan(lowest_within(paths, 7)[0])
    # A window that ends with the departure is watched to its end.
    assert np.isclose(
        lowest_within(read_paths(rows_of({2: 100, 1: 70, 0: 90})), 30)[0], np.log(0.7)
    )


def test_departures_do_not_see_each_other():
    paths = read_paths(rows_of({9: 100}, {9: 10, 8: 20}))
    assert np.isnan(later_fare(paths, 1)[0])


def test_outcomes_are_those_of_following_the_rule_day_by_day():
    chance = np.random.default_rng(1)
    fares = [{out: float(chance.integers(50, 150)) for out in range(12, -1, -1)} for _ in range(6)]
    del fares[2][5], fares[3][7], fares[3][6]
    paths = read_paths(rows_of(*fares))
    changes = chance.normal(0, 1, (len(paths.amount), len(HORIZONS)))
    paid = outcomes(paths, changes)
    for days in HORIZONS:
        for row in range(len(paths.amount)):
            assert np.allclose(paid[days][row], slow(paths, changes, row, days), equal_nan=True)


def slow(paths, changes, row: int, days: int) -> float:
    """Walks the days one by one."""
    end = paths.day[row] + days
    at = paths.following[row]
    if at < 0:
        return np.nan
    while True:
        left = end - paths.day[at]
        onward = paths.following[at]
        if left <= 0 or onward < 0:
            return paths.amount[at] / paths.amount[row]
        predicted = change_at(
            changes[at : at + 1], np.array([float(left)]), paths.days_out[at : at + 1].astype(float)
        )[0]
        if predicted >= 0:
            return paths.amount[at] / paths.amount[row]
        at = onward


def test_the_clairvoyant_pays_the_least_from_now_on():
    paths = read_paths(rows_of({3: 100, 2: 70, 1: 60, 0: 90}))
    assert np.allclose(clairvoyant(paths, 1), [0.7, 6 / 7, 1, 1])
    assert np.allclose(clairvoyant(paths, 30), [0.6, 6 / 7, 1, 1])


def test_a_change_is_read_between_horizons_and_at_the_departure():
    changes = np.array([[1.0, 2.0, 3.0, 4.0, 5.0]])

    def read(days, out):
        return change_at(changes, np.array([float(days)]), np.array([float(out)]))[0]

    assert read(1, 90) == 1 and read(7, 90) == 3 and read(30, 90) == 5
    assert 3 < read(10, 90) < 4
    assert read(10, 10) == read(25, 10) == read(30, 10) == 4


def test_a_departure_is_on_one_side_and_learned_rows_end_before_the_purge():
    cut = DEPARTURE
    leaving = tuple(range(cut - 40, cut + 90, 3))
    rows = rows_of(
        *[{out: 100.0 for out in range(60, -1, -1)} for _ in leaving], departures=leaving
    )
    paths = read_paths(rows)
    own, held_out = learned(rows, paths, cut), held_out_departures(rows, paths, cut)
    assert not set(paths.series[own]) & set(paths.series[held_out])
    assert paths.day[own].max() < cut - PURGE
    assert held_out[(paths.departure >= cut) & (paths.departure < cut + PURGE)].all()
    assert not held_out[paths.departure < cut].any()
    far = paths.departure >= cut + PURGE
    assert 0 < held_out[far].mean() < 1


def test_a_target_is_known_once_its_window_is_over():
    paths = read_paths(rows_of({9: 100, 8: 80, 2: 90}))
    before = int(paths.day[0]) + 8
    assert np.isnan(known_at(np.zeros(3), paths, 30, before)).all()
    assert list(np.isnan(known_at(np.zeros(3), paths, 3, before))) == [False, False, True]
