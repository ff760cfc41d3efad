"""The training weight of each node of a booster, as its own `pred_contribs` uses it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import lightgbm as lgb
import xgboost as xgb


@dataclass(frozen=True)
class Weighed:
    """A leaf, or an inner node that sends rows to `yes` or `no` by a feature."""

    #: Sum of hessians in XGBoost, number of rows in LightGBM.
    weight: float
    feature: int = -1
    yes: "Weighed | None" = None
    no: "Weighed | None" = None


def weighed_trees(booster: xgb.Booster | lgb.Booster) -> Iterator[Weighed]:
    """In the booster's order, which is that of its export."""
    if isinstance(booster, xgb.Booster):
        learner = json.loads(bytes(booster.save_raw("json")))["learner"]["gradient_booster"]
        return (_of_xgboost(tree, 0) for tree in learner["model"]["trees"])
    trees = booster.dump_model()["tree_info"]
    return (_of_lightgbm(tree["tree_structure"]) for tree in trees)


def count_inner(tree: Weighed) -> int:
    if tree.yes is None or tree.no is None:
        return 0
    return 1 + count_inner(tree.yes) + count_inner(tree.no)


def _of_xgboost(tree: dict, node: int) -> Weighed:
    weight = tree["sum_hessian"][node]
    left = tree["left_children"][node]
    if left == -1:
        return Weighed(weight)
    right = tree["right_children"][node]
    below = (_of_xgboost(tree, left), _of_xgboost(tree, right))
    return Weighed(weight, tree["split_indices"][node], *below)


def _of_lightgbm(node: dict) -> Weighed:
    if "split_index" not in node:
        return Weighed(node.get("leaf_count", 0))
    below = (_of_lightgbm(node["left_child"]), _of_lightgbm(node["right_child"]))
    return Weighed(node["internal_count"], node["split_feature"], *below)
