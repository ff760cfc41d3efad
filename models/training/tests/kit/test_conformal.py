import numpy as np
import pytest

from fareline_training.kit.conformal import LAST_DAY, calibrate, coverage_table, shifted


def some_world(rows: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Actuals stray farther near departure, and farther up than down."""
    chance = np.random.default_rng(seed)
    days = chance.integers(0, 60, rows).astype(float)
    stray = np.where(days < 8, 3.0, 1.0)
    return chance.exponential(size=rows) * stray - 0.3, days


@pytest.mark.parametrize("seed", range(5))
def test_calibrated_intervals_cover_what_they_promise_in_every_group(seed: int) -> None:
    actual, days = some_world(20_000, seed)
    predicted = np.zeros(len(actual))
    conformal = calibrate({"q10": (0.1, predicted), "q90": (0.9, predicted)}, actual, days)
    actual, days = some_world(20_000, seed + 100)
    outputs = shifted(np.zeros((len(actual), 2)), ["q10", "q90"], days, conformal)
    for group in coverage_table(outputs[:, 0], outputs[:, 1], actual, days):
        assert group["coverage"] == pytest.approx(0.8, abs=4 * np.sqrt(0.16 / group["rows"]))
    # Each tail its own, not only the sum.
    assert (actual < outputs[:, 0]).mean() == pytest.approx(0.1, abs=0.01)


def test_small_groups_join_and_every_day_has_one_group() -> None:
    actual, days = some_world(1500, 1)
    groups = calibrate({"q90": (0.9, actual)}, actual, days, min_rows=300)["groups"]
    assert all(group["rows"] >= 300 for group in groups)
    assert sum(group["rows"] for group in groups) == len(actual)
    assert groups[0]["days_from"] == 0 and groups[-1]["days_to"] == LAST_DAY
    assert [a["days_to"] + 1 for a in groups[:-1]] == [b["days_from"] for b in groups[1:]]


def test_few_rows_are_one_group_and_rows_with_gaps_are_passed_over() -> None:
    actual = np.array([1.0, 2.0, np.nan, 4.0, 5.0])
    days = np.array([1.0, np.nan, 3.0, 40.0, 50.0])
    (group,) = calibrate({"q90": (0.9, np.zeros(5))}, actual, days)["groups"]
    assert (group["rows"], group["shifts"]) == (3, {"q90": 5.0})


def test_a_shift_is_the_rank_of_the_finite_sample() -> None:
    actual, predicted, days = np.arange(1, 10, dtype=float), np.zeros(9), np.ones(9)
    (group,) = calibrate({"q10": (0.1, predicted), "q90": (0.9, predicted)}, actual, days)["groups"]
    assert group["shifts"] == {"q10": 1.0, "q90": 9.0}


def test_a_row_is_shifted_once_and_by_its_currency() -> None:
    groups = [
        {"days_from": 0, "days_to": 9, "rows": 1, "shifts": {"q90": 2.0}, "currency": "INR"},
        {"days_from": 0, "days_to": 9, "rows": 1, "shifts": {"q90": 1.0}},
    ]
    days, currency = np.array([3.0, 3.0, 10.0]), np.array(["INR", "USD", "INR"])
    predicted = shifted(np.zeros((3, 1)), ["q90"], days, {"level": 0.8, "groups": groups}, currency)
    assert predicted.ravel().tolist() == [2.0, 1.0, 0.0]
