"""The choice model on slates whose truth is known."""

import numpy as np
import pytest

from fareline_training.choice.export import to_onnx
from fareline_training.choice.fit import fit, score
from fareline_training.choice.logit import fit_logit
from fareline_training.choice.metrics import probability_figures, ranked
from fareline_training.choice.outside import fit_outside, takes_any
from fareline_training.choice.recipe import Recipe
from fareline_training.choice.slates import Slates, softmax
from fareline_training.choice.terms import fit_staircase
from fareline_training.kit.parity import run_onnx

NAMES = (
    "price_over_cheapest",
    "duration_over_fastest",
    "departure_sin_1",
    "is_same_day",
    "user_choices",
)
TRUE = np.array([-3.0, -1.0, 0.5, 0.0, 0.0])


def _slates(count: int, seed: int) -> Slates:
    chance = np.random.default_rng(seed)
    sizes = chance.integers(2, 9, count)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    features = chance.normal(size=(sizes.sum(), len(NAMES))).astype(np.float32)
    features[:, 3] = np.repeat(chance.integers(0, 2, count), sizes)
    utility = features @ TRUE + chance.gumbel(size=len(features))
    taken = np.zeros(len(features))
    for start, size in zip(starts, sizes, strict=True):
        taken[start + np.argmax(utility[start : start + size])] = 1
    features[chance.random(features.shape) < 0.02] = np.nan
    return Slates(features, taken, starts.astype(np.int64))


def test_newton_finds_the_weights_that_made_the_choices() -> None:
    slates = _slates(4000, 1)
    weights = fit_logit(np.nan_to_num(slates.features).astype(float), slates, 1e-6)
    np.testing.assert_allclose(weights[:3], TRUE[:3], atol=0.2)


def test_the_gradient_vanishes_where_newton_stops() -> None:
    slates = _slates(300, 2)
    terms = np.nan_to_num(slates.features[:, :3]).astype(float)
    weights = fit_logit(terms, slates, 2.0)
    slope = terms.T @ (softmax(terms @ weights, slates) - slates.taken) + 2.0 * weights
    assert np.abs(slope).max() < 0.05


def test_the_graph_answers_as_the_parts_do_missing_values_included() -> None:
    slates = _slates(400, 3)
    model = fit(NAMES, slates, Recipe(rounds=12, inner_folds=2), 1)
    inputs = slates.features.copy()
    inputs[:5] = np.nan
    found = run_onnx(to_onnx(model), inputs)[:, 0]
    np.testing.assert_allclose(found, score(model, inputs), atol=5e-5)
    assert model.temperature > 0


def test_it_beats_chance_and_is_calibrated_on_slates_it_never_saw() -> None:
    model = fit(NAMES, _slates(1500, 4), Recipe(rounds=20, inner_folds=3), 1)
    fresh = _slates(1500, 5)
    figures = probability_figures(
        softmax(score(model, fresh.features) / model.temperature, fresh), fresh
    )
    oracle = ranked(np.nan_to_num(fresh.features).astype(float) @ TRUE, fresh)
    assert figures["top1"] > 0.85 * oracle["top1"]
    assert figures["ece"] < 0.02


def test_a_staircase_is_near_its_line_and_says_nothing_of_what_is_missing() -> None:
    column = np.random.default_rng(6).normal(size=5000).astype(np.float32)
    stair = fit_staircase(column)
    line = (column - column.mean()) / column.std()
    assert np.corrcoef(stair.at(column), line)[0, 1] > 0.995
    assert stair.at(np.array([np.nan], dtype=np.float32))[0] == 0
    assert len(fit_staircase(np.full(9, 3, dtype=np.float32)).edges) == 0


def test_ties_win_in_their_share_of_orders() -> None:
    slates = Slates(np.zeros((4, 1), dtype=np.float32), np.array([0, 1, 0, 0.0]), np.array([0]))
    assert ranked(np.zeros(4), slates)["top1"] == pytest.approx(0.25)
    assert ranked(np.array([1, 0, 0, -1.0]), slates)["top3"] == pytest.approx(1)


def test_the_outside_is_learned_from_who_left() -> None:
    chance = np.random.default_rng(7)
    worth = chance.normal(size=20_000)
    takes = chance.random(20_000) < 1 / (1 + np.exp(1 - 0.8 * worth))
    outside = fit_outside(worth, takes)
    np.testing.assert_allclose(outside, (-1, 0.8), atol=0.08)
    assert abs(takes_any(outside, worth).mean() - takes.mean()) < 1e-6


def test_right_probabilities_miss_by_about_their_floor_and_wrong_ones_by_more() -> None:
    chance = np.random.default_rng(8)
    utility = chance.normal(size=2 * 3000)
    starts = np.arange(0, len(utility), 2)
    taken = np.zeros(len(utility))
    noisy = (utility + chance.gumbel(size=len(utility))).reshape(-1, 2)
    taken[starts + noisy.argmax(axis=1)] = 1
    slates = Slates(np.zeros((len(utility), 1), dtype=np.float32), taken, starts)
    right = probability_figures(softmax(utility, slates), slates)
    assert right["ece_top"] == pytest.approx(right["ece_top_floor"], abs=0.01)
    bold = probability_figures(softmax(2 * utility, slates), slates)
    assert bold["ece_top"] > 2 * bold["ece_top_floor"]
