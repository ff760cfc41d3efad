"""Rules a model must beat. Each returns major units, shape [test rows]; NaN is no answer."""

import numpy as np
import polars as pl
import xgboost as xgb
from numpy.typing import NDArray

from ..kit.encode import to_matrix
from ..kit.rows import Rows
from .money import fare, fare_categories

Vector = NDArray[np.float64]
FARE_GROUP = ["row.market", "row.cabin", "row.currency"]


def last_price(known: Rows, test: Rows) -> Vector:
    """Median offer of the latest earlier search of the market and cabin that may be known."""
    searches = (
        known.frame.group_by([*FARE_GROUP, "row.at"])
        .agg(pl.col("row.amount").median().alias("last"))
        .sort("row.at")
    )
    questions = test.frame.select([*FARE_GROUP, "row.at"]).with_row_index("line").sort("row.at")
    found = questions.join_asof(
        searches,
        on="row.at",
        by=FARE_GROUP,
        strategy="backward",
        allow_exact_matches=False,
        # Both sides were sorted above.
        check_sortedness=False,
    )
    return found.sort("line")["last"].fill_null(np.nan).to_numpy()


def bucket_median(train: Rows, test: Rows) -> Vector:
    """Median of the market and cabin at as many days to departure; of the market where unseen."""
    answer = test.frame.select([*FARE_GROUP, "advance_purchase_bucket"])
    levels = [[*FARE_GROUP, "advance_purchase_bucket"], FARE_GROUP, FARE_GROUP[1:]]
    for level, keys in enumerate(levels):
        medians = train.frame.group_by(keys).agg(pl.col("row.amount").median().alias(f"{level}"))
        answer = answer.join(medians, on=keys, how="left", maintain_order="left")
    found = answer.select(pl.coalesce([f"{level}" for level in range(len(levels))]))
    return found.to_series().fill_null(np.nan).to_numpy()


def plain_xgboost(train: Rows, test: Rows, seed: int) -> Vector:
    """XGBoost on price as most notebooks use it: static columns, no history, no fare basis."""
    static = tuple(
        feature
        for feature in train.features
        if {"history", "fare_basis"}.isdisjoint(feature.groups) and feature.name != "market"
    )
    train, test = train.with_features(static), test.with_features(static)
    categories = fare_categories(train)
    booster = xgb.train(
        {"max_depth": 6, "eta": 0.1, "seed": seed, "nthread": 2, "verbosity": 0},
        xgb.DMatrix(to_matrix(train, categories), fare(train)),
        300,
    )
    return booster.inplace_predict(to_matrix(test, categories)) * test.scale()
