"""Every kind of tree the kit exports answers in ONNX Runtime as in its own library."""

import lightgbm as lgb
import numpy as np
import pytest
import xgboost as xgb
from sklearn.ensemble import IsolationForest

from fareline_training.kit.graph import Graph
from fareline_training.kit.isolation_trees import add_isolation_forest, path_scale
from fareline_training.kit.lightgbm_trees import add_lightgbm
from fareline_training.kit.parity import check_parity
from fareline_training.kit.trees import Ensemble, below_or_at
from fareline_training.kit.xgboost_trees import add_booster, base_margins

WIDTH = 5


def some_matrix(rows: int, seed: int, missing: float = 0.2) -> np.ndarray:
    """With whole numbers, zeros and neighbouring float32s, so that thresholds are met."""
    chance = np.random.default_rng(seed)
    matrix = chance.normal(size=(rows, WIDTH)).astype(np.float32)
    matrix[:, 1] = chance.integers(-2, 3, rows)
    matrix[:, 2] = np.where(
        chance.random(rows) < 0.5, np.float32(0.1), np.nextafter(np.float32(0.1), np.float32(1))
    )
    matrix[chance.random(matrix.shape) < missing] = np.nan
    return matrix


def some_target(matrix: np.ndarray) -> np.ndarray:
    filled = np.nan_to_num(matrix, nan=0.7)
    return filled[:, 0] + (filled[:, 1] == 0) + 3 * (filled[:, 2] > 0.1) + filled[:, 3] ** 2


def fit_lightgbm(matrix: np.ndarray, target: np.ndarray, **params: object) -> lgb.Booster:
    common = {"verbosity": -1, "num_threads": 1, "min_data_in_leaf": 5, "num_leaves": 15}
    return lgb.train(common | params, lgb.Dataset(matrix, target), 25)


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"use_missing": False},
        {"zero_as_missing": True},
        {"zero_as_missing": True, "extra_trees": True},
        {"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.7},
        {"max_depth": 3},
    ],
)
def test_lightgbm_trees_answer_the_same(params: dict) -> None:
    matrix = some_matrix(1500, 1)
    booster = fit_lightgbm(matrix, some_target(matrix), objective="regression", **params)
    ensemble = Ensemble(targets=1)
    add_lightgbm(ensemble, booster, [0])
    graph = Graph("trees", WIDTH, ensemble)
    onnx_bytes = graph.finish(graph.margins)
    for inputs in (matrix, some_matrix(1500, 2)):
        assert check_parity(onnx_bytes, inputs, booster.predict(inputs)[:, None]) < 1e-5


def test_lightgbm_classes_answer_the_same() -> None:
    matrix = some_matrix(1500, 3)
    label = np.digitize(some_target(matrix), [0.5, 2.5])
    booster = fit_lightgbm(matrix, label, objective="multiclass", num_class=3)
    ensemble = Ensemble(targets=3)
    add_lightgbm(ensemble, booster, range(3))
    graph = Graph("classes", WIDTH, ensemble)
    onnx_bytes = graph.finish(graph.softmax(graph.margins))
    assert check_parity(onnx_bytes, matrix, booster.predict(matrix)) < 1e-5


def test_lightgbm_splits_by_category_are_refused() -> None:
    matrix = some_matrix(500, 4, missing=0)
    matrix[:, 1] += 2
    data = lgb.Dataset(matrix, some_target(matrix), categorical_feature=[1])
    booster = lgb.train({"verbosity": -1, "min_data_per_group": 1, "cat_smooth": 0}, data, 10)
    with pytest.raises(ValueError, match="splits by categories"):
        add_lightgbm(Ensemble(targets=1), booster, [0])


def test_a_lightgbm_tree_without_a_split_is_exported() -> None:
    matrix = some_matrix(50, 5)
    booster = fit_lightgbm(matrix, np.full(50, 2.5), objective="regression")
    ensemble = Ensemble(targets=1)
    add_lightgbm(ensemble, booster, [0])
    graph = Graph("flat", WIDTH, ensemble)
    assert (
        check_parity(graph.finish(graph.margins), matrix, booster.predict(matrix)[:, None]) < 1e-6
    )


@pytest.mark.parametrize(
    ("objective", "classes"),
    [("multi:softprob", 3), ("binary:logistic", 1), ("reg:squarederror", 1), ("reg:gamma", 1)],
)
def test_xgboost_margins_with_their_base_answer_the_same(objective: str, classes: int) -> None:
    matrix = some_matrix(1500, 6)
    target = np.maximum(some_target(matrix), 0) + 0.1
    if objective.startswith("multi"):
        target = np.digitize(target, [0.5, 2.5])
    elif objective.startswith("binary"):
        target = (target > 2).astype(int)
    params = {"objective": objective, "nthread": 1, "max_depth": 4}
    if classes > 1:
        params["num_class"] = classes
    booster = xgb.train(params, xgb.DMatrix(matrix, target), 15)
    ensemble = Ensemble(targets=classes)
    add_booster(ensemble, booster, range(classes))
    graph = Graph("margins", WIDTH, ensemble)
    onnx_bytes = graph.finish(graph.add(graph.margins, base_margins(booster)))
    expected = booster.inplace_predict(matrix, predict_type="margin").reshape(-1, classes)
    assert check_parity(onnx_bytes, matrix, expected) < 1e-5


@pytest.mark.parametrize("columns", [1.0, 0.6])
def test_isolation_forest_scores_the_same(columns: float) -> None:
    matrix = some_matrix(2000, 7, missing=0)
    forest = IsolationForest(
        n_estimators=40, max_samples=128, max_features=columns, random_state=1
    ).fit(matrix)
    ensemble = Ensemble(targets=1)
    add_isolation_forest(ensemble, forest, 0)
    graph = Graph("anomaly", WIDTH, ensemble)
    score = graph.exp(graph.mul(graph.margins, -np.log(2) / path_scale(forest)))
    onnx_bytes = graph.finish(score)
    for inputs in (matrix, some_matrix(1000, 8, missing=0)):
        assert check_parity(onnx_bytes, inputs, -forest.score_samples(inputs)[:, None]) < 1e-5


def test_a_float64_threshold_keeps_every_float32_on_its_side() -> None:
    chance = np.random.default_rng(9)
    values = np.concatenate([chance.normal(size=300), [0.0, -0.0, 1e-40, 1e30, -1e30]])
    values = values.astype(np.float32)
    near = [values, np.nextafter(values, np.float32(9)), np.nextafter(values, np.float32(-9))]
    inputs = np.concatenate(near)
    between = (values.astype(float) + near[1].astype(float)) / 2
    for threshold in np.concatenate([values.astype(float), between, [1e300, -1e300]]):
        split = np.float32(below_or_at(float(threshold)))
        assert (inputs < split).tolist() == (inputs.astype(float) <= threshold).tolist()
