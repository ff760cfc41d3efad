"""Trees of XGBoost, LightGBM and Isolation Forest as the ONNX operator `TreeEnsemble` (ml opset 5).

It takes 1.4 kB for a tree of depth 6 where TreeEnsembleRegressor takes 3.6: leaves have their own
short arrays and defaults are left out. Leaves and comparisons are float32, so an engine that adds
in float32 answers as XGBoost does; the others add in float64 and differ by rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from onnx import NodeProto, TensorProto, helper

#: `nodes_modes`: go to the true branch when value < threshold, as XGBoost does.
BRANCH_LT = 1
MAX_FLOAT = float(np.finfo(np.float32).max)

#: A node's or leaf's id, and 1 when it is a leaf.
Branch = tuple[int, int]


@dataclass
class Ensemble:
    """Node i is an inner node; a branch names an inner node or, where its flag is set, a leaf."""

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


def below_or_at(threshold: float) -> float:
    """The float32 t for which `x < t` is `x <= threshold` for every float32 x, exactly.

    LightGBM and scikit-learn split between two training values at a float64: rounding it to the
    nearest float32 could land on the upper one and move its rows to the other side.
    """
    if abs(threshold) >= MAX_FLOAT:
        return float(np.copysign(MAX_FLOAT, threshold))
    nearest = np.float32(threshold)
    if float(nearest) > threshold:
        return float(nearest)
    return float(np.nextafter(nearest, np.float32(np.inf)))


def add_gates(ensemble: Ensemble, gates: Sequence[tuple[int, bool]], target: int) -> None:
    """Every number is < MAX_FLOAT, so the true branch means known and missing goes to the false."""
    for feature, known in gates:
        onward, stop = len(ensemble.features) + 1, add_leaf(ensemble, 0.0, target)
        yes, no = ((onward, 0), (stop, 1)) if known else ((stop, 1), (onward, 0))
        add_node(ensemble, feature, MAX_FLOAT, False, yes, no)


def add_stump(ensemble: Ensemble, weight: float, target: int) -> None:
    """A tree that never split. The operator has no lone leaf, so both branches lead to it."""
    leaf = (add_leaf(ensemble, weight, target), 1)
    add_node(ensemble, 0, 0.0, True, leaf, leaf)


def add_leaf(ensemble: Ensemble, weight: float, target: int) -> int:
    ensemble.leaf_weights.append(weight)
    ensemble.leaf_targets.append(target)
    return len(ensemble.leaf_weights) - 1


def reserve(ensemble: Ensemble) -> int:
    """An inner node's id, for trees that are walked from the root; `set_node` fills it in."""
    ensemble.features.append(0)
    ensemble.thresholds.append(0.0)
    ensemble.missing_true.append(0)
    ensemble.true_ids.append(0)
    ensemble.true_is_leaf.append(0)
    ensemble.false_ids.append(0)
    ensemble.false_is_leaf.append(0)
    return len(ensemble.features) - 1


def set_node(
    ensemble: Ensemble,
    node: int,
    feature: int,
    threshold: float,
    missing_true: bool,
    yes: Branch,
    no: Branch,
) -> None:
    ensemble.features[node] = feature
    ensemble.thresholds[node] = threshold
    ensemble.missing_true[node] = int(missing_true)
    ensemble.true_ids[node], ensemble.true_is_leaf[node] = yes
    ensemble.false_ids[node], ensemble.false_is_leaf[node] = no


def add_node(
    ensemble: Ensemble, feature: int, threshold: float, missing_true: bool, yes: Branch, no: Branch
) -> None:
    set_node(ensemble, reserve(ensemble), feature, threshold, missing_true, yes, no)


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
