from pathlib import Path

import numpy as np
import xgboost as xgb

from fareline_training.kit.report import Report, learning_points

NAMES = ["price", "days", "noise"]


def write(folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    chance = np.random.default_rng(1)
    matrix = chance.normal(size=(600, 3)).astype(np.float32)
    matrix[chance.random(matrix.shape) < 0.1] = np.nan
    target = np.nan_to_num(2 * matrix[:, 0] + matrix[:, 1])
    booster = xgb.train({"nthread": 1, "max_depth": 3}, xgb.DMatrix(matrix, target), 10)
    report = Report(folder, "A model", "What it leans on.")
    report.trees(NAMES, [booster], matrix)
    report.residuals(chance.integers(0, 120, 600), target, "log")
    report.coverage({"offer": {"0-6": 0.78, "7+": 0.81}}, 0.8)
    report.errors({"offer": {"0-6": 0.2}}, "days", "log loss", "Later rows.")
    report.calibration(chance.random(600), chance.random(600) < 0.5)
    report.learning_curve([(100, 0.5), (1000, 0.4)], "RMSE")
    report.write()
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_report_is_the_same_bytes_again_and_small(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a"), write(tmp_path / "b")
    assert first == second
    assert len(first) == 8
    assert sum(map(len, first.values())) < 400_000
    assert b"2 of 3" in first["report.md"] or b"3 of 3" in first["report.md"]


def test_every_figure_of_the_text_is_there(tmp_path: Path) -> None:
    files = write(tmp_path / "c")
    text = files["report.md"].decode()
    named = {line[line.index("](") + 2 : -1] for line in text.splitlines() if line.startswith("![")}
    assert named == files.keys() - {"report.md"}


def test_a_learning_curve_learns_from_ever_more_of_the_latest_rows() -> None:
    at = np.random.default_rng(3).permutation(100).astype(float)
    seen: list[list[float]] = []

    def error(known: np.ndarray) -> float:
        seen.append(sorted(at[known]))
        return float(len(known))

    points = learning_points(at < 90, at, error)
    assert [rows for rows, _ in points] == [9, 18, 36, 62, 90]
    assert seen == [[float(each) for each in range(90 - rows, 90)] for rows, _ in points]
