"""Shares in the file are the booster's own weights, and the file answers as before."""

import base64

import lightgbm as lgb
import numpy as np
import onnx
import pytest
import xgboost as xgb

from fareline_training.kit.covers import KEY, LEVELS, with_covers
from fareline_training.kit.graph import Graph
from fareline_training.kit.lightgbm_trees import add_lightgbm
from fareline_training.kit.parity import run_onnx
from fareline_training.kit.trees import Ensemble
from fareline_training.kit.weighed import count_inner, weighed_trees
from fareline_training.kit.xgboost_trees import add_booster

WIDTH = 4


def some_rows(seed: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    matrix = chance.normal(size=(500, WIDTH)).astype(np.float32)
    target = matrix[:, 0] * matrix[:, 1] + (matrix[:, 2] > 0)
    matrix[chance.random(matrix.shape) < 0.2] = np.nan
    return matrix, target


def xgboost(seed: int, **params: object) -> xgb.Booster:
    matrix, target = some_rows(seed)
    return xgb.train({"nthread": 1, "max_depth": 4} | params, xgb.DMatrix(matrix, target), 12)


def shares_of(onnx_bytes: bytes) -> np.ndarray:
    (entry,) = onnx.load_from_string(onnx_bytes).metadata_props
    assert entry.key == KEY
    low, middle, high = np.frombuffer(base64.b64decode(entry.value), np.uint8).reshape(-1, 3).T
    return (low + middle * 256.0 + high * 65536.0) / LEVELS


def test_a_gate_and_a_stump_split_nothing() -> None:
    ensemble = Ensemble(targets=1)
    stumps = xgboost(1, gamma=1e9)
    boosters = [xgboost(1), stumps, xgboost(2)]
    for booster in boosters:
        add_booster(ensemble, booster, [0], [(1, True), (2, False)])
    plain = Graph("test", WIDTH, ensemble)
    before = plain.finish(plain.margins)
    after = with_covers(before, boosters)
    shares = shares_of(after)
    inner = sum(count_inner(tree) for each in boosters for tree in weighed_trees(each))
    assert len(shares) == len(ensemble.features)
    assert np.count_nonzero(shares) == inner
    assert len(after) < len(before)
    matrix, _ = some_rows(3)
    assert np.array_equal(run_onnx(before, matrix), run_onnx(after, matrix))


def test_shares_lead_to_the_mean_that_the_booster_calls_its_base() -> None:
    """XGBoost's base is base_score plus the weighted mean of every tree's leaves."""
    booster = xgboost(4, base_score=0.25)
    ensemble = Ensemble(targets=1)
    add_booster(ensemble, booster, [0])
    plain = Graph("test", WIDTH, ensemble)
    shares = shares_of(with_covers(plain.finish(plain.margins), [booster]))

    def mean(branch: int, is_leaf: int) -> float:
        if is_leaf:
            return ensemble.leaf_weights[branch]
        yes = mean(ensemble.true_ids[branch], ensemble.true_is_leaf[branch])
        no = mean(ensemble.false_ids[branch], ensemble.false_is_leaf[branch])
        return shares[branch] * yes + (1 - shares[branch]) * no

    matrix, _ = some_rows(4)
    base = booster.predict(xgb.DMatrix(matrix), pred_contribs=True)[0, -1]
    assert sum(mean(root, 0) for root in ensemble.roots) + 0.25 == pytest.approx(base, abs=1e-5)


def test_leaf_wise_trees_have_shares_too() -> None:
    matrix, target = some_rows(5)
    params = {"verbosity": -1, "num_threads": 1, "num_leaves": 31, "min_data_in_leaf": 3}
    booster = lgb.train(params, lgb.Dataset(matrix, target), 10)
    ensemble = Ensemble(targets=1)
    add_lightgbm(ensemble, booster, [0])
    plain = Graph("test", WIDTH, ensemble)
    shares = shares_of(with_covers(plain.finish(plain.margins), [booster]))
    root = booster.dump_model()["tree_info"][0]["tree_structure"]
    left = root["left_child"]["internal_count"]
    assert shares[0] == pytest.approx(left / len(matrix), abs=1 / LEVELS)


def test_another_booster_is_refused() -> None:
    ensemble = Ensemble(targets=1)
    add_booster(ensemble, xgboost(1), [0])
    plain = Graph("test", WIDTH, ensemble)
    onnx_bytes = plain.finish(plain.margins)
    with pytest.raises(ValueError, match="booster"):
        with_covers(onnx_bytes, [xgboost(2)])
