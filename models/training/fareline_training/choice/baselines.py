"""Baselines of the choice model: cheapest first, a plain conditional logit, an XGBoost ranker."""

import numpy as np
import xgboost as xgb

from .logit import fit_logit
from .slates import Slates, Vector
from .terms import Term, fit_terms

#: Usual terms of itinerary choice logits: price, time, stops, airlines, hour.
USUAL: tuple[str, ...] = (
    "price_over_cheapest",
    "duration_over_fastest",
    "stops",
    "airlines",
    "low_cost",
    "bags_included",
    "affinity_all_airline",
    *(
        f"{way}_{shape}_{wave}"
        for way in ("departure", "return")
        for wave in (1, 2)
        for shape in ("sin", "cos")
    ),
)
RIDGE = 2.0
ROUNDS = 100


def usual_logit(names: tuple[str, ...], train: Slates, test: Slates) -> Vector:
    wanted: tuple[Term, ...] = tuple((name, None) for name in USUAL if name in names)
    terms = fit_terms(names, wanted, train.features)
    return terms.of(test.features) @ fit_logit(terms.of(train.features), train, RIDGE)


def xgboost_ranker(train: Slates, test: Slates, seed: int) -> Vector:
    data = xgb.DMatrix(train.features, train.taken)
    data.set_group(train.sizes)
    settings = {
        "objective": "rank:ndcg",
        "eta": 0.05,
        "max_depth": 4,
        "min_child_weight": 1,
        "subsample": 0.8,
        "colsample_bytree": 0.6,
        "nthread": 1,
        "seed": seed,
    }
    booster = xgb.train(settings, data, ROUNDS)
    return booster.predict(xgb.DMatrix(test.features), output_margin=True).astype(np.float64)
