"""LambdaRank by LightGBM: which offer stands above which, monotone where theory demands it."""

import lightgbm as lgb
import numpy as np

from .recipe import FALLING, Recipe
from .slates import Slates, Table, Vector


def fit_ranker(
    names: tuple[str, ...], slates: Slates, recipe: Recipe, seed: int
) -> list[lgb.Booster]:
    """Boosters to be averaged; bags are drawn by slate."""
    monotone = [-1 if name in FALLING else 0 for name in names]
    many = len(slates) >= recipe.many
    rounds = recipe.rounds_of_many if many else recipe.rounds
    boosters = []
    for bag in range(recipe.bags_of_many if many else recipe.bags):
        data = lgb.Dataset(slates.features, slates.taken, group=slates.sizes, free_raw_data=False)
        settings = {
            "objective": "lambdarank",
            "lambdarank_truncation_level": 10,
            "learning_rate": recipe.learning_rate,
            "num_leaves": recipe.leaves,
            "min_data_in_leaf": recipe.min_leaf,
            "lambda_l2": recipe.l2,
            "feature_fraction": 0.5,
            "bagging_fraction": 0.8,
            "bagging_freq": 1,
            "bagging_by_query": True,
            "monotone_constraints": monotone,
            "seed": seed * 1000 + bag,
            "deterministic": True,
            "force_row_wise": True,
            "num_threads": 1,
            "verbose": -1,
        }
        boosters.append(lgb.train(settings, data, rounds))
    return boosters


def rank_scores(boosters: list[lgb.Booster], features: Table) -> Vector:
    return np.mean([booster.predict(features, raw_score=True) for booster in boosters], axis=0)
