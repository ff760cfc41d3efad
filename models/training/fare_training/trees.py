"""Boosters as the ONNX operator `TreeEnsemble` (ai.onnx.ml, opset 5).

It takes 1.4 kB for a tree of depth 6 where TreeEnsembleRegressor takes 3.6: leaves have their own
short arrays and defaults are left out. Thresholds, leaves and comparisons are the booster's own
float32, so an engine that adds in float32 answers as the booster does.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import xgboost as xgb
from onnx import NodeProto, TensorProto, helper

#: `nodes_modes`: go to the true branch when value < threshold, as XGBoost does.
BRANCH_LT = 1


@dataclass
class Ensemble:
    """Node i is an inner node; a branch names an inner node or, where its flag says so, a leaf."""

    targets: int
    roots: list[int] = field(default_factory=list)
    features: list[int] = field(default_factory=list)
    thresholds: list[float] = field(default_factory=list)
    missing_true: list[int] = field(default_factory=list)
    true_ids: list[int] = field(default_factory=list)
    true_is_leaf: list[int] = field(default_factory=list)
    false_ids: list[int] = field(default_factory=list)
    false_is_leaf: list[int] = field(default_factory=list)
    leaf_targets: list[int] = field(default_factory=list)
    leaf_weights: list[float] = field(default_factory=list)


def add_booster(ensemble: Ensemble, booster: xgb.Booster, targets: Sequence[int]) -> None:
    """Adds every tree; output k of the booster becomes target `targets[k]`."""
    model = json.loads(bytes(booster.save_raw("json")))["learner"]["gradient_booster"]["model"]
    for tree, output in zip(model["trees"], model["tree_info"], strict=True):
        _add_tree(ensemble, tree, targets[output])


def _add_tree(ensemble: Ensemble, tree: dict, target: int) -> None:
    left, right = tree["left_children"], tree["right_children"]
    if left[0] == -1:
        _add_stump(ensemble, tree["split_conditions"][0], target)
        return
    ids: dict[int, int] = {}
    for node, child in enumerate(left):
        if child == -1:
            ids[node] = len(ensemble.leaf_weights)
            ensemble.leaf_weights.append(tree["split_conditions"][node])
            ensemble.leaf_targets.append(target)
    inner = [node for node, child in enumerate(left) if child != -1]
    first = len(ensemble.features)
    ids |= {node: first + at for at, node in enumerate(inner)}
    ensemble.roots.append(ids[0])
    for node in inner:
        ensemble.features.append(tree["split_indices"][node])
        ensemble.thresholds.append(tree["split_conditions"][node])
        ensemble.missing_true.append(int(tree["default_left"][node]))
        ensemble.true_ids.append(ids[left[node]])
        ensemble.true_is_leaf.append(int(left[left[node]] == -1))
        ensemble.false_ids.append(ids[right[node]])
        ensemble.false_is_leaf.append(int(left[right[node]] == -1))


def _add_stump(ensemble: Ensemble, weight: float, target: int) -> None:
    """A tree that never split. The operator has no lone leaf, so both branches lead to it."""
    leaf = len(ensemble.leaf_weights)
    ensemble.leaf_weights.append(weight)
    ensemble.leaf_targets.append(target)
    ensemble.roots.append(len(ensemble.features))
    ensemble.features.append(0)
    ensemble.thresholds.append(0.0)
    ensemble.missing_true.append(1)
    ensemble.true_ids.append(leaf)
    ensemble.true_is_leaf.append(1)
    ensemble.false_ids.append(leaf)
    ensemble.false_is_leaf.append(1)


def to_node(ensemble: Ensemble, source: str, result: str) -> NodeProto:
    """float32 [rows, features] -> float32 [rows, targets], each target the sum of its leaves."""
    nodes = len(ensemble.features)
    return helper.make_node(
        "TreeEnsemble",
        [source],
        [result],
        domain="ai.onnx.ml",
        n_targets=ensemble.targets,
        tree_roots=ensemble.roots,
        nodes_featureids=ensemble.features,
        nodes_splits=_floats("splits", ensemble.thresholds),
        nodes_modes=helper.make_tensor(
            "modes", TensorProto.UINT8, [nodes], bytes([BRANCH_LT]) * nodes, raw=True
        ),
        nodes_missing_value_tracks_true=ensemble.missing_true,
        nodes_truenodeids=ensemble.true_ids,
        nodes_trueleafs=ensemble.true_is_leaf,
        nodes_falsenodeids=ensemble.false_ids,
        nodes_falseleafs=ensemble.false_is_leaf,
        leaf_targetids=ensemble.leaf_targets,
        leaf_weights=_floats("weights", ensemble.leaf_weights),
    )


def _floats(name: str, values: Sequence[float]) -> TensorProto:
    data = np.asarray(values, dtype="<f4")
    return helper.make_tensor(name, TensorProto.FLOAT, [len(data)], data.tobytes(), raw=True)
