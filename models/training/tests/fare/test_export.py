import numpy as np
import pytest
import xgboost as xgb

from fareline_training.fare.experts import Expert
from fareline_training.fare.export import to_onnx
from fareline_training.fare.fit import QUANTILES, FareModel, Heads, predict
from fareline_training.kit.parity import check_parity, run_onnx
from fareline_training.kit.rows import Feature

FEATURES = tuple(Feature(f"f{i}", "number", "", ()) for i in range(7))


def random_matrix(rows: int, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    matrix = chance.normal(size=(rows, len(FEATURES))).astype(np.float32)
    matrix[chance.random(matrix.shape) < 0.3] = np.nan
    return matrix


def parity(model: FareModel, matrix: np.ndarray) -> float:
    return check_parity(to_onnx(model), matrix, predict(model, matrix))


#: Between them they answer every row once.
GATES = ([(6, True), (5, True)], [(6, True), (5, False)], [(6, False)])


def of_heads(point: xgb.Booster, quantiles: xgb.Booster) -> FareModel:
    expert = Expert("any", (), (), (), 0, 0, 0, 0)
    heads = tuple(Heads(expert, gates, point, quantiles) for gates in GATES)
    return FareModel(FEATURES, {}, 5.25, heads, {"level": 0.8, "groups": []})


def random_model(seed: int, depth: int, rounds: int) -> tuple[FareModel, np.ndarray]:
    matrix = random_matrix(800, seed)
    target = np.nansum(matrix[:, :3], axis=1) + np.random.default_rng(seed).normal(size=len(matrix))
    common = {"nthread": 1, "max_depth": depth}
    point = xgb.train(
        common | {"objective": "reg:gamma", "base_score": 1},
        xgb.DMatrix(matrix, np.exp(target / 4)),
        rounds,
    )
    quantiles = xgb.train(
        common
        | {"objective": "reg:quantileerror", "quantile_alpha": list(QUANTILES), "base_score": 0},
        xgb.DMatrix(matrix, target),
        rounds,
    )
    return of_heads(point, quantiles), matrix


@pytest.mark.parametrize(("seed", "depth", "rounds"), [(1, 1, 3), (2, 4, 20), (3, 7, 60)])
def test_graph_answers_as_the_boosters_do(seed: int, depth: int, rounds: int) -> None:
    model, matrix = random_model(seed, depth, rounds)
    assert parity(model, random_matrix(500, seed + 10)) < 3e-6
    # Values that are thresholds themselves must go the same way.
    assert parity(model, matrix) < 3e-6


def test_one_row_answers_as_many_rows_do() -> None:
    model, matrix = random_model(4, 5, 30)
    graph = to_onnx(model)
    alone = np.concatenate([run_onnx(graph, row[None, :]) for row in matrix[:50]])
    assert np.allclose(alone, run_onnx(graph, matrix)[:50], atol=3e-6)


def test_trees_that_never_split_are_exported() -> None:
    matrix = random_matrix(50, 5)
    flat = xgb.DMatrix(matrix, np.full(50, 2.0))
    point = xgb.train({"objective": "reg:gamma", "base_score": 1, "gamma": 1e9}, flat, 2)
    quantiles = xgb.train(
        {"objective": "reg:quantileerror", "quantile_alpha": list(QUANTILES), "base_score": 0},
        flat,
        2,
    )
    model = of_heads(point, quantiles)
    assert parity(model, matrix) < 3e-6


def test_quantiles_never_cross() -> None:
    model, _ = random_model(6, 6, 40)
    matrix = random_matrix(2000, 7)
    for outputs in (predict(model, matrix), run_onnx(to_onnx(model), matrix)):
        assert (np.diff(outputs[:, 1:], axis=1) >= 0).all()


def test_same_model_is_the_same_bytes() -> None:
    first, _ = random_model(8, 4, 10)
    second, _ = random_model(8, 4, 10)
    assert to_onnx(first) == to_onnx(second)
