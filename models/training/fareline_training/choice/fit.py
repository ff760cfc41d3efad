"""The choice model: a logit of stepped terms and a LambdaRank booster, weighed by a second logit.

The weights and so the temperature are fitted on scores of folds inside the training side that
neither part had seen, which is what keeps the softmax calibrated.
"""

from dataclasses import dataclass

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from .logit import fit_logit
from .ranker import fit_ranker, rank_scores
from .recipe import Recipe, logit_terms
from .slates import Slates, Table, Vector, softmax
from .terms import Terms, fit_terms


@dataclass(frozen=True)
class ChoiceModel:
    names: tuple[str, ...]
    terms: Terms
    #: Weights of the terms within the score. [terms]
    weights: Vector
    boosters: list[lgb.Booster]
    #: Share of the boosters' mean within the score.
    ranker_share: float
    #: Share of the logit part within the score.
    logit_share: float
    temperature: float
    ridge: float


def score(model: ChoiceModel, features: Table) -> Vector:
    """The shipped output; divided by the temperature it is a utility. [rows]"""
    ranked = model.ranker_share * rank_scores(model.boosters, features)
    return model.terms.of(features) @ model.weights + ranked


def logit_alone(model: ChoiceModel, features: Table) -> Vector:
    """As it was fitted, before the ranker had a say. [rows]"""
    return model.terms.of(features) @ model.weights / max(model.logit_share, 1e-9)


def fit(names: tuple[str, ...], slates: Slates, recipe: Recipe, seed: int) -> ChoiceModel:
    """Every slate has one offer taken."""
    wanted = logit_terms(names)
    logit_scores, ridge, rank = _held_out(names, slates, recipe, seed)
    shares = _shares(np.column_stack([logit_scores, rank]), slates)
    temperature = 1 / float(shares.sum())
    terms = fit_terms(names, wanted, slates.features)
    weights = fit_logit(terms.of(slates.features), slates, ridge)
    boosters = fit_ranker(names, slates, recipe, seed)
    return ChoiceModel(
        names,
        terms,
        weights * shares[0] * temperature,
        boosters,
        float(shares[1]) * temperature,
        float(shares[0]) * temperature,
        temperature,
        ridge,
    )


def _shares(scores: NDArray[np.float64], slates: Slates) -> Vector:
    """Weights of logit and ranker in the score, both 0 or more. [2]"""
    shares = fit_logit(scores, slates, 1e-3)
    if shares.min() > 0:
        return shares
    alone = int(np.argmax(shares))
    shares = np.zeros(2)
    shares[alone] = max(1e-3, fit_logit(scores[:, [alone]], slates, 1e-3)[0])
    return shares


def _held_out(
    names: tuple[str, ...], slates: Slates, recipe: Recipe, seed: int
) -> tuple[Vector, float, Vector]:
    """Scores of slates by parts that never saw them: logit, its ridge, ranker."""
    fold = np.random.default_rng(seed).permutation(len(slates)) % recipe.inner_folds
    logits = np.zeros((len(recipe.ridges), len(slates.taken)))
    rank = np.zeros(len(slates.taken))
    for held_out in range(recipe.inner_folds):
        kept = slates.where(fold != held_out)
        rows = (fold == held_out)[slates.slate_of]
        terms = fit_terms(names, logit_terms(names), kept.features)
        known, selected = terms.of(kept.features), terms.of(slates.features[rows])
        weights = None
        for at, ridge in enumerate(recipe.ridges):
            weights = fit_logit(known, kept, ridge, start=weights)
            logits[at, rows] = selected @ weights
        rank[rows] = rank_scores(fit_ranker(names, kept, recipe, seed), slates.features[rows])
    taken = slates.taken == 1
    losses = [-np.log(softmax(each, slates)[taken]).mean() for each in logits]
    best = int(np.argmin(losses))
    return logits[best], recipe.ridges[best], rank
