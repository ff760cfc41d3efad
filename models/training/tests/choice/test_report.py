"""The effects in the report add up to the score."""

import numpy as np

from fareline_training.choice.fit import fit, score
from fareline_training.choice.recipe import Recipe
from fareline_training.choice.report import effects
from fareline_training.choice.slates import Slates

NAMES = ("price_over_cheapest", "duration_over_fastest", "is_same_day")


def test_effects_of_a_row_sum_to_its_score_less_one_constant() -> None:
    chance = np.random.default_rng(4)
    features = chance.normal(size=(1200, 3)).astype(np.float32)
    features[:, 2] = np.repeat(chance.integers(0, 2, 300), 4)
    taken = np.zeros(1200)
    taken[np.arange(0, 1200, 4) + features[:, 0].reshape(-1, 4).argmin(axis=1)] = 1
    slates = Slates(features, taken, np.arange(0, 1200, 4))
    model = fit(NAMES, slates, Recipe(rounds=10, inner_folds=2), 1)
    rest = score(model, features) - effects(model, features).sum(axis=1)
    np.testing.assert_allclose(rest, rest[0], atol=1e-5)
