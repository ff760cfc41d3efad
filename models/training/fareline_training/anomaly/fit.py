"""The Isolation Forest: how few random cuts set a day of a feed apart from usual days.

It is fitted on fares as received, with whatever faults real data contains: nothing is labelled. Two
scores make it readable: that of the middle row, and one that so few rows reach that the forest
alone would call them findings. Method: Liu, Ting and Zhou, Isolation Forest, 2008.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import IsolationForest

from ..kit.encode import Matrix, to_matrix
from ..kit.rows import Rows

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Recipe:
    trees: int = 150
    #: Rows sampled for a tree.
    samples: int = 512
    #: Share of the inputs that a tree may cut.
    columns: float = 0.6
    #: Most rows of one data set in a fit, so that none dominates the others.
    rows_per_data: int = 4_000
    #: Share of training rows that the forest alone would call findings.
    contamination: float = 0.00105
    #: Weight of isolation in the mean with the gate, and the mean that makes a finding. Found, as
    #: was the contamination, by `npm run search -- --model anomaly --data DIR`, seed 1.
    weight: float = 0.6
    finding: float = 1.0


@dataclass(frozen=True)
class IsolationModel:
    forest: IsolationForest
    usual: float
    unusual: float


def fit(rows: Rows, recipe: Recipe, seed: int) -> IsolationModel:
    """Fits on at most `rows_per_data` rows of each data set. Same seed, same forest."""
    chosen = rows.at(balanced(rows.text("data"), recipe.rows_per_data, seed))
    matrix = to_matrix(chosen, {})
    forest = IsolationForest(
        n_estimators=recipe.trees,
        max_samples=min(recipe.samples, len(matrix)),
        max_features=recipe.columns,
        random_state=seed,
        n_jobs=2,
    ).fit(matrix)
    scores = isolation(forest, matrix)
    unusual = float(np.quantile(scores, 1 - recipe.contamination))
    return IsolationModel(forest, float(np.median(scores)), unusual)


def isolation(forest: IsolationForest, matrix: Matrix) -> Vector:
    """0-1, about 0.5 where nothing sets a row apart. Shape [rows]."""
    return -forest.score_samples(matrix)


def balanced(data: NDArray[np.str_], most: int, seed: int) -> NDArray[np.int64]:
    """Positions of at most so many rows of each data set, in their order."""
    chance = np.random.default_rng(seed)
    parts = []
    for name in np.unique(data):
        own = np.flatnonzero(data == name)
        parts.append(chance.choice(own, min(most, len(own)), replace=False))
    return np.sort(np.concatenate(parts))
