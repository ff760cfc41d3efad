"""Trees of a LightGBM booster: leaf-wise, float64 thresholds, `<=`, three meanings of missing."""

from collections.abc import Sequence

import lightgbm as lgb
import numpy as np

from .trees import Branch, Ensemble, add_gates, add_leaf, add_stump, below_or_at, reserve, set_node

#: LightGBM takes values this near to 0 for 0 (kZeroThreshold).
ZERO = float(np.float32(1e-35))


def add_lightgbm(
    ensemble: Ensemble,
    booster: lgb.Booster,
    targets: Sequence[int],
    gates: Sequence[tuple[int, bool]] = (),
) -> None:
    """Adds every tree up to the best iteration; class k becomes target `targets[k]`."""
    model = booster.dump_model()
    # A random forest answers the mean of its rounds, a booster their sum.
    rounds = len(model["tree_info"]) // model["num_tree_per_iteration"]
    share = 1 / rounds if model["average_output"] else 1.0
    for at, tree in enumerate(model["tree_info"]):
        target = targets[at % model["num_tree_per_iteration"]]
        ensemble.roots.append(len(ensemble.features))
        add_gates(ensemble, gates, target)
        root = tree["tree_structure"]
        if "split_index" in root:
            _add(ensemble, root, target, share)
        else:
            add_stump(ensemble, share * root["leaf_value"], target)


def _add(ensemble: Ensemble, node: dict, target: int, share: float) -> Branch:
    if "split_index" not in node:
        if "leaf_coeff" in node:
            raise ValueError("linear leaves are not exported; fit without linear_tree")
        return add_leaf(ensemble, share * node["leaf_value"], target), 1
    if node["decision_type"] != "<=":
        raise ValueError("a tree splits by categories; encode them as ordered numbers")
    feature, threshold = node["split_feature"], node["threshold"]
    left, right = node["left_child"], node["right_child"]
    zero_left = threshold >= 0
    kind = node["missing_type"]
    missing_left = bool(node["default_left"]) if kind in ("NaN", "Zero") else zero_left
    at = reserve(ensemble)
    split = (feature, below_or_at(threshold), missing_left)
    if kind != "Zero" or missing_left == zero_left:
        yes = _add(ensemble, left, target, share)
        no = _add(ensemble, right, target, share)
        set_node(ensemble, at, *split, yes, no)
        return at, 0
    # Zero is missing and goes the other way: the band of zeros is cut out of the side it lies on,
    # with copies of the two subtrees, for the operator knows trees only.
    inside, outside = (left, right) if missing_left else (right, left)
    low, high = reserve(ensemble), reserve(ensemble)
    below, zero, above = (
        _add(ensemble, side, target, share) for side in (outside, inside, outside)
    )
    set_node(ensemble, low, feature, -ZERO, False, below, (high, 0))
    set_node(ensemble, high, feature, below_or_at(ZERO), True, zero, above)
    rest = _add(ensemble, inside, target, share)
    yes, no = (rest, (low, 0)) if missing_left else ((low, 0), rest)
    set_node(ensemble, at, *split, yes, no)
    return at, 0
