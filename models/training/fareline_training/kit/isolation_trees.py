"""Trees of scikit-learn's Isolation Forest: leaves say how long the path to them is.

score = 2 ** (-sum / path_scale(forest)), which is -forest.score_samples(rows)
"""

import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.ensemble._iforest import _average_path_length

from .trees import Branch, Ensemble, add_leaf, add_stump, below_or_at, reserve, set_node


def add_isolation_forest(ensemble: Ensemble, forest: IsolationForest, target: int) -> None:
    """The target becomes the sum of path lengths over all trees."""
    for estimator, features in zip(forest.estimators_, forest.estimators_features_, strict=True):
        tree = estimator.tree_
        ensemble.roots.append(len(ensemble.features))
        # A path that ends early in a crowd is counted as if the crowd were isolated too.
        crowd = _average_path_length(tree.n_node_samples)
        if tree.node_count == 1:
            add_stump(ensemble, float(crowd[0]), target)
        else:
            _add(ensemble, tree, np.asarray(features), crowd, 0, 0, target)


def path_scale(forest: IsolationForest) -> float:
    """Trees times the mean path length of a search in a tree of as many samples."""
    return len(forest.estimators_) * float(_average_path_length([forest.max_samples_])[0])


def _add(
    ensemble: Ensemble,
    tree: object,
    features: np.ndarray,
    crowd: np.ndarray,
    node: int,
    depth: int,
    target: int,
) -> Branch:
    left, right = tree.children_left[node], tree.children_right[node]
    if left == -1:
        return add_leaf(ensemble, depth + float(crowd[node]), target), 1
    at = reserve(ensemble)
    yes = _add(ensemble, tree, features, crowd, left, depth + 1, target)
    no = _add(ensemble, tree, features, crowd, right, depth + 1, target)
    feature = int(features[tree.feature[node]])
    missing = bool(tree.missing_go_to_left[node])
    set_node(ensemble, at, feature, below_or_at(float(tree.threshold[node])), missing, yes, no)
    return at, 0
