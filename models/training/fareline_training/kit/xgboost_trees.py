"""Trees of an XGBoost booster, and the margin they stand on."""

import json
import math
from collections.abc import Sequence

import xgboost as xgb

from .trees import Ensemble, add_gates, add_leaf, add_node, add_stump

_LOGIT = {"binary:logistic", "reg:logistic", "binary:logitraw"}
_LOG = {"reg:gamma", "reg:tweedie", "count:poisson"}


def add_booster(
    ensemble: Ensemble,
    booster: xgb.Booster,
    targets: Sequence[int],
    gates: Sequence[tuple[int, bool]] = (),
) -> None:
    """Adds every tree; output (or class) k of the booster becomes target `targets[k]`.

    A gate is an input and whether it must be known; a tree adds 0 to rows that do not pass them.
    After early stopping give `booster[: booster.best_iteration + 1]`.
    """
    learner = json.loads(bytes(booster.save_raw("json")))["learner"]["gradient_booster"]
    if learner["name"] != "gbtree":
        raise ValueError(f"only boosters of plain trees are exported, not {learner['name']}")
    model = learner["model"]
    for tree, output in zip(model["trees"], model["tree_info"], strict=True):
        if any(tree.get("split_type", ())):
            raise ValueError("a tree splits by categories; encode them as ordered numbers")
        ensemble.roots.append(len(ensemble.features))
        add_gates(ensemble, gates, targets[output])
        _add_tree(ensemble, tree, targets[output])


def base_margins(booster: xgb.Booster) -> list[float]:
    """Margins that the booster adds to the sums of its trees, one an output; from `base_score`."""
    learner = json.loads(booster.save_config())["learner"]
    text = learner["learner_model_param"]["base_score"]
    scores = [float(each) for each in text.strip("[]").split(",")]
    objective = learner["objective"]["name"]
    if objective in _LOGIT:
        return [math.log(score / (1 - score)) for score in scores]
    if objective in _LOG:
        return [math.log(score) for score in scores]
    return scores


def _add_tree(ensemble: Ensemble, tree: dict, target: int) -> None:
    left, right = tree["left_children"], tree["right_children"]
    if left[0] == -1:
        add_stump(ensemble, tree["split_conditions"][0], target)
        return
    first = len(ensemble.features)
    inner = [node for node, child in enumerate(left) if child != -1]
    branches = {node: (first + at, 0) for at, node in enumerate(inner)}
    for node, child in enumerate(left):
        if child == -1:
            leaf = add_leaf(ensemble, tree["split_conditions"][node], target)
            branches[node] = (leaf, 1)
    for node in inner:
        add_node(
            ensemble,
            tree["split_indices"][node],
            tree["split_conditions"][node],
            bool(tree["default_left"][node]),
            branches[left[node]],
            branches[right[node]],
        )
