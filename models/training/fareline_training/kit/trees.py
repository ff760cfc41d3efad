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
MAX_FLOAT = float(np.finfo(np.float32).max)


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


def add_booster(
    ensemble: Ensemble,
    booster: xgb.Booster,
    targets: Sequence[int],
    gates: Sequence[tuple[int, bool]] = (),
) -> None:
    """Adds every tree; output k of the booster becomes target `targets[k]`.

    A gate is an input and whether it must be known; a tree says 0 to rows that do not pass them.
    """
    model = json.loads(bytes(booster.save_raw("json")))["learner"]["gradient_booster"]["model"]
    for tree, output in zip(model["trees"], model["tree_info"], strict=True):
        ensemble.roots.append(len(ensemble.features))
        _add_gates(ensemble, gates, targets[output])
        _add_tree(ensemble, tree, targets[output])


def _add_gates(ensemble: Ensemble, gates: Sequence[tuple[int, bool]], target: int) -> None:
    """Every number is < MAX_FLOAT, so the true branch means known and missing goes to the false."""
    for feature, known in gates:
        onward, stop = len(ensemble.features) + 1, _add_leaf(ensemble, 0.0, target)
        yes, no = ((onward, 0), (stop, 1)) if known else ((stop, 1), (onward, 0))
        _add_node(ensemble, feature, MAX_FLOAT, False, yes, no)


def _add_tree(ensemble: Ensemble, tree: dict, target: int) -> None:
    left, right = tree["left_children"], tree["right_children"]
    if left[0] == -1:
        # A tree that never split. The operator has no lone leaf, so both branches lead to it.
        leaf = (_add_leaf(ensemble, tree["split_conditions"][0], target), 1)
        _add_node(ensemble, 0, 0.0, True, leaf, leaf)
        return
    first = len(ensemble.features)
    inner = [node for node, child in enumerate(left) if child != -1]
    branches = {node: (first + at, 0) for at, node in enumerate(inner)}
    for node, child in enumerate(left):
        if child == -1:
            leaf = _add_leaf(ensemble, tree["split_conditions"][node], target)
            branches[node] = (leaf, 1)
    for node in inner:
        _add_node(
            ensemble,
            tree["split_indices"][node],
            tree["split_conditions"][node],
            bool(tree["default_left"][node]),
            branches[left[node]],
            branches[right[node]],
        )


def _add_leaf(ensemble: Ensemble, weight: float, target: int) -> int:
    ensemble.leaf_weights.append(weight)
    ensemble.leaf_targets.append(target)
    return len(ensemble.leaf_weights) - 1


def _add_node(
    ensemble: Ensemble,
    feature: int,
    threshold: float,
    missing_true: bool,
    yes: tuple[int, int],
    no: tuple[int, int],
) -> None:
    """`yes` and `no` are an id and whether it is a leaf's."""
    ensemble.features.append(feature)
    ensemble.thresholds.append(threshold)
    ensemble.missing_true.append(int(missing_true))
    ensemble.true_ids.append(yes[0])
    ensemble.true_is_leaf.append(yes[1])
    ensemble.false_ids.append(no[0])
    ensemble.false_is_leaf.append(no[1])


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
