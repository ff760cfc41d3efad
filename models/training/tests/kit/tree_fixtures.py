"""Writes test/golden/trees/*.json, which test the Worker's forest against its sources:

    .venv/bin/python models/training/tests/kit/tree_fixtures.py

Each file holds an ONNX graph, rows with missing values, ONNX Runtime's outputs and, where
the file has weights, the boosters' own contributions to the margins.
"""

import base64
import json
from pathlib import Path

import lightgbm as lgb
import numpy as np
import onnx
import xgboost as xgb
from onnx import TensorProto, helper

from fareline_training.kit.contributions import contributions
from fareline_training.kit.covers import with_covers
from fareline_training.kit.graph import Graph
from fareline_training.kit.lightgbm_trees import add_lightgbm
from fareline_training.kit.parity import run_onnx
from fareline_training.kit.trees import Ensemble
from fareline_training.kit.xgboost_trees import add_booster, base_margins

OUT = Path(__file__).parents[4] / "test" / "golden" / "trees"
WIDTH, ROWS = 6, 40


def rows(seed: int, count: int = 3000) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    matrix = chance.normal(size=(count, WIDTH)).astype(np.float32)
    matrix[:, 4] = chance.integers(0, 6, count)
    signal = matrix[:, 0] * matrix[:, 1] + np.sin(2 * matrix[:, 2]) + (matrix[:, 4] == 3)
    matrix[chance.random(matrix.shape) < 0.15] = np.nan
    return matrix, signal + chance.normal(size=count) * 0.1


def write(name: str, onnx_bytes: bytes, found: np.ndarray | None = None) -> None:
    matrix = rows(99, ROWS)[0]
    document = {
        "onnx": base64.b64encode(onnx_bytes).decode(),
        "features": [[None if np.isnan(v) else float(v) for v in row] for row in matrix],
        "outputs": run_onnx(onnx_bytes, matrix).astype(float).tolist(),
    }
    if found is not None:
        document["contributions"] = np.round(found, 9).tolist()
    (OUT / f"{name}.json").write_text(json.dumps(document) + "\n")


def sample() -> np.ndarray:
    return rows(99, ROWS)[0]


def gated_levels() -> None:
    """Two experts behind opposite gates, as the fare model's; the margin of the open one."""
    matrix, target = rows(1)
    common = {"objective": "reg:gamma", "nthread": 1, "max_depth": 6, "base_score": 1, "seed": 1}
    heads = []
    for known in (True, False):
        own = np.isnan(matrix[:, 5]) != known
        data = xgb.DMatrix(matrix[own], np.exp(target[own]))
        heads.append((xgb.train(common, data, 20), known))
    ensemble = Ensemble(targets=1)
    for booster, known in heads:
        add_booster(ensemble, booster, [0], [(5, known)])
    graph = Graph("gated", WIDTH, ensemble)
    onnx_bytes = graph.finish(graph.add(graph.margins, [2.5]))
    rows_ = sample()
    each = [contributions(booster, rows_)[:, 0] for booster, _ in heads]
    found = np.where(np.isnan(rows_[:, 5])[:, None], each[1], each[0])
    found[:, -1] += 2.5
    write("xgboost-gated", with_covers(onnx_bytes, [b for b, _ in heads]), found[:, None])


def classes() -> None:
    matrix, target = rows(2)
    label = np.digitize(target, [-0.5, 0.7])
    params = {"objective": "multi:softprob", "num_class": 3, "nthread": 1, "max_depth": 4}
    booster = xgb.train(params, xgb.DMatrix(matrix, label), 8)
    ensemble = Ensemble(targets=3)
    add_booster(ensemble, booster, [0, 1, 2])
    graph = Graph("classes", WIDTH, ensemble)
    base = np.resize(base_margins(booster), 3)
    onnx_bytes = graph.finish(graph.softmax(graph.add(graph.margins, base)))
    write("xgboost-classes", with_covers(onnx_bytes, [booster]), contributions(booster, sample()))


def probability() -> None:
    matrix, target = rows(3)
    params = {"objective": "binary:logistic", "nthread": 1, "max_depth": 9}
    booster = xgb.train(params, xgb.DMatrix(matrix, target > 0.3), 10)
    ensemble = Ensemble(targets=1)
    add_booster(ensemble, booster, [0])
    graph = Graph("probability", WIDTH, ensemble)
    onnx_bytes = graph.finish(graph.sigmoid(graph.add(graph.margins, base_margins(booster))))
    found = contributions(booster, sample())
    write("xgboost-deep-probability", with_covers(onnx_bytes, [booster]), found)


def leaf_wise() -> None:
    """63 leaves where they pay, not level by level."""
    matrix, target = rows(4)
    params = {"num_leaves": 63, "min_data_in_leaf": 2, "verbosity": -1, "num_threads": 1}
    booster = lgb.train(params | {"deterministic": True}, lgb.Dataset(matrix, target), 12)
    ensemble = Ensemble(targets=1)
    add_lightgbm(ensemble, booster, [0])
    graph = Graph("leafwise", WIDTH, ensemble)
    onnx_bytes = with_covers(graph.finish(graph.margins), [booster])
    write("lightgbm-leaf-wise", onnx_bytes, contributions(booster, sample()))


def older(classifier: bool, transform: str, name: str) -> None:
    """The same trees as the older operators write them; leaves weigh for several targets."""
    matrix, target = rows(5)
    label = np.digitize(target, [-0.5, 0.7])
    params = {"objective": "multi:softprob", "num_class": 3, "nthread": 1, "max_depth": 4}
    booster = xgb.train(params, xgb.DMatrix(matrix, label), 5)
    model = json.loads(bytes(booster.save_raw("json")))["learner"]["gradient_booster"]["model"]
    keys = ["treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids"]
    nodes: dict[str, list] = {key: [] for key in [*keys, "missing"]}
    weights: dict[str, list] = {key: [] for key in ("treeids", "nodeids", "ids", "weights")}
    modes = ["BRANCH_LT", "BRANCH_LEQ", "BRANCH_GTE", "BRANCH_GT"]
    for number, (tree, output) in enumerate(zip(model["trees"], model["tree_info"], strict=True)):
        for node, left in enumerate(tree["left_children"]):
            leaf = left == -1
            mode = "LEAF" if leaf else modes[(number + node) % 4]
            turned = mode in ("BRANCH_GTE", "BRANCH_GT")
            ways = [0, 0] if leaf else [left, tree["right_children"][node]]
            default_left = bool(tree["default_left"][node])
            for key, value in zip(
                nodes,
                [
                    number,
                    node,
                    tree["split_indices"][node],
                    0.0 if leaf else tree["split_conditions"][node],
                    mode,
                    ways[turned],
                    ways[1 - turned],
                    int(default_left != turned),
                ],
                strict=True,
            ):
                nodes[key].append(value)
            if leaf:
                for target_id in {output, 2}:
                    weight = tree["split_conditions"][node] * (1 if target_id == output else 0.5)
                    for key, value in zip(weights, [number, node, target_id, weight], strict=True):
                        weights[key].append(value)
    part = "class" if classifier else "target"
    given = {f"nodes_{key}": value for key, value in nodes.items() if key != "missing"}
    given |= {f"{part}_{key}": value for key, value in weights.items()}
    given |= {"classlabels_int64s": [0, 1, 2]} if classifier else {"n_targets": 3}
    tree_node = helper.make_node(
        "TreeEnsembleClassifier" if classifier else "TreeEnsembleRegressor",
        ["features"],
        ["label", "outputs"] if classifier else ["outputs"],
        domain="ai.onnx.ml",
        nodes_missing_value_tracks_true=nodes["missing"],
        base_values=[0.5, 0.25, -0.5],
        post_transform=transform,
        **given,
    )
    matrix_info = [
        helper.make_tensor_value_info(port, TensorProto.FLOAT, ["rows", width])
        for port, width in (("features", WIDTH), ("outputs", 3))
    ]
    graph = helper.make_graph([tree_node], "older", matrix_info[:1], matrix_info[1:])
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid("ai.onnx.ml", 3)]
    proto = helper.make_model(graph, opset_imports=opsets, ir_version=10)
    onnx.checker.check_model(proto)
    write(name, proto.SerializeToString(deterministic=True))


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    gated_levels()
    classes()
    probability()
    leaf_wise()
    older(False, "NONE", "older-regressor")
    older(False, "LOGISTIC", "older-regressor-logistic")
    older(True, "SOFTMAX", "older-classifier-softmax")
