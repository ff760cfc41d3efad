import numpy as np
import pytest
from sklearn.metrics import log_loss as reference_log_loss
from sklearn.metrics import mean_pinball_loss, r2_score

from fareline_training.kit.metrics import (
    calibration_error,
    log_loss,
    pinball,
    regression,
    top_k,
)

CHANCE = np.random.default_rng(1)


def test_regression_figures_are_those_of_the_textbook() -> None:
    actual = CHANCE.gamma(2, 50, 400)
    predicted = actual + CHANCE.normal(0, 10, 400)
    values = regression(actual, predicted, np.arange(400) // 4, 1)
    assert values["r2"] == pytest.approx(r2_score(actual, predicted))
    assert values["mae"] == pytest.approx(np.abs(predicted - actual).mean())
    assert values["mae_low"] < values["mae"] < values["mae_high"]
    assert values["units"] == 100


def test_rows_that_err_together_make_a_figure_less_sure() -> None:
    actual = CHANCE.gamma(2, 50, 400)
    predicted = actual + np.repeat(CHANCE.normal(0, 10, 20), 20)
    together = regression(actual, predicted, np.repeat(np.arange(20), 20), 1)
    apart = regression(actual, predicted, np.arange(400), 1)
    assert together["mae_high"] - together["mae_low"] > 2 * (apart["mae_high"] - apart["mae_low"])


def test_pinball_and_log_loss_are_those_of_scikit_learn() -> None:
    actual, predicted = CHANCE.normal(size=200), CHANCE.normal(size=(200, 2))
    wanted = [mean_pinball_loss(actual, predicted[:, i], alpha=a) for i, a in enumerate((0.1, 0.9))]
    assert pinball(actual, predicted, (0.1, 0.9)) == pytest.approx(np.mean(wanted))
    table = CHANCE.dirichlet(np.ones(3), 200)
    label = CHANCE.integers(0, 3, 200)
    assert log_loss(label, table) == pytest.approx(reference_log_loss(label, table))


def test_calibration_error_is_nothing_for_honest_and_all_for_lying_probabilities() -> None:
    probability = CHANCE.random(200_000)
    assert calibration_error(CHANCE.random(200_000) < probability, probability) < 0.01
    assert calibration_error(np.zeros(10, dtype=bool), np.full(10, 0.95)) == pytest.approx(0.95)


def test_top_k_counts_slates_whose_choice_is_among_the_best() -> None:
    slates = np.array([3, 3, 3, 1, 1])
    scores = np.array([0.1, 0.9, 0.5, 0.2, 0.4])
    chosen = np.array([False, False, True, False, True])
    assert [top_k(chosen, scores, slates, k) for k in (1, 2)] == [0.5, 1.0]
