"""LightGBM on top of pickup: how far the finals lie from the pickup forecast, as a ratio.

One booster for the mean and one for each quantile; the outer quantiles are then shifted by days to
departure on the latest rows, which the boosters measured for that have not learned from.
"""

from dataclasses import dataclass

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from ..kit.artifact import Json
from ..kit.conformal import calibrate
from ..kit.encode import Matrix, to_matrix
from ..kit.rows import Rows

Vector = NDArray[np.float64]

#: As models/bookings/decode-bookings.ts names them, with their share; the mean has none.
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
OUTPUTS = ("expected", *QUANTILES)
#: A departure that doubled must not move the others.
LEAST, GREATEST = 0.5, 2.0
#: First day to departure of each conformal group.
EDGES = (0, 6, 12, 25)
MIN_ROWS = 200


@dataclass(frozen=True)
class Recipe:
    """Found by `npm run search -- --model bookings --seconds 80`, 36 trials on the training side.

    In each of its three folds, on hotels and on simulated markets, pinball was below that of the
    recipe before (60 rounds of 6 leaves, chosen by hand on city hotel arrivals); 4 % in the mean.
    """

    rounds: int = 126
    leaves: int = 29
    eta: float = 0.0412
    min_rows: int = 340
    #: Last share of the time that intervals are calibrated on.
    calibration_share: float = 0.25


@dataclass(frozen=True)
class BookingsModel:
    """Boosters predict ratios less 1, in the order of OUTPUTS."""

    boosters: tuple[lgb.Booster, ...]
    conformal: Json


def fit(rows: Rows, recipe: Recipe, seed: int) -> BookingsModel:
    """Calibrates on the last `calibration_share` of each data set, then fits on all rows."""
    at = rows.numbers("at")
    late = np.zeros(len(rows), dtype=bool)
    for name in np.unique(rows.text("data")):
        own = rows.text("data") == name
        late |= own & (at >= np.quantile(at[own], 1 - recipe.calibration_share))
    # A departure forecast while fitting may leave while calibrating; leave such rows out.
    early = rows.where(~late & (rows.numbers("departs") < at[late].min(initial=np.inf)))
    measured = _ratios(_boosters(early, recipe, seed), to_matrix(rows.where(late), {}))
    tails = {
        name: (share, measured[:, OUTPUTS.index(name)])
        for name, share in QUANTILES.items()
        if name != "p50"
    }
    conformal = calibrate(
        tails,
        target(rows.where(late)),
        rows.where(late).numbers("days"),
        edges=EDGES,
        min_rows=MIN_ROWS,
    )
    return BookingsModel(_boosters(rows, recipe, seed), conformal)


def target(rows: Rows) -> Vector:
    """Final bookings as training knows them over the forecast. Shape [rows]."""
    return rows.numbers("final") / rows.numbers("forecast")


def ratios(model: BookingsModel, matrix: Matrix) -> Vector:
    """Outputs of the graph, before the conformal shifts. Shape [rows, outputs]."""
    return _ratios(model.boosters, matrix)


def _ratios(boosters: tuple[lgb.Booster, ...], matrix: Matrix) -> Vector:
    return 1 + np.column_stack([np.asarray(booster.predict(matrix)) for booster in boosters])


def _boosters(rows: Rows, recipe: Recipe, seed: int) -> tuple[lgb.Booster, ...]:
    matrix = to_matrix(rows, {})
    ratio = np.clip(target(rows), LEAST, GREATEST) - 1
    forecast = rows.numbers("forecast")
    _, market = np.unique(rows.text("market"), return_inverse=True)
    # WAPE counts seats, so a big departure weighs more than a small one, but no market more.
    weight = forecast / (np.bincount(market, forecast) / np.bincount(market))[market]
    shared = {
        "num_leaves": recipe.leaves,
        "learning_rate": recipe.eta,
        "min_data_in_leaf": recipe.min_rows,
        "feature_fraction": 0.5,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "seed": seed,
        # One thread: threads that wait for each other on a busy machine cost a hundredfold.
        "num_threads": 1,
        "verbose": -1,
    }
    objectives = [{"objective": "regression"}]
    for share in QUANTILES.values():
        objectives.append({"objective": "quantile", "alpha": share})
    return tuple(
        lgb.train(shared | objective, lgb.Dataset(matrix, ratio, weight=weight), recipe.rounds)
        for objective in objectives
    )
