import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from fareline_training.anomaly.artifact import build_artifact, to_onnx
from fareline_training.anomaly.fit import Recipe, balanced, fit, isolation
from fareline_training.kit.command import Release
from fareline_training.kit.encode import to_matrix
from fareline_training.kit.parity import run_onnx
from fareline_training.kit.recipe import recipe_from
from fareline_training.kit.rows import Feature, Rows

FEATURES = tuple(Feature(name, "number", "share") for name in ("jump_log", "level_log", "missing"))
SMALL = recipe_from(Recipe(), {"trees": 30, "samples": 128, "contamination": 0.01})


def some_rows(count: int, seed: int) -> Rows:
    """Usual days, a tenth of which lack the last measure."""
    chance = np.random.default_rng(seed)
    values = chance.normal(0, 1, (count, 3))
    frame = pl.DataFrame(
        {
            "row.data": np.where(np.arange(count) % 3 == 0, "small", "large"),
            "row.at": np.arange(count) * 86_400_000.0,
            "jump_log": values[:, 0],
            "level_log": values[:, 1],
            "missing": np.where(chance.random(count) < 0.1, np.nan, values[:, 2]),
        }
    ).with_columns(pl.col("missing").fill_nan(None))
    return Rows(frame, FEATURES)


def test_a_day_far_from_all_others_is_isolated_first():
    model = fit(some_rows(2_000, 1), SMALL, 1)
    usual, strange = isolation(model.forest, np.array([[0, 0, 0], [6, 6, -6]], dtype=np.float32))
    assert usual < model.unusual < strange
    assert model.usual < model.unusual


def test_about_the_share_of_rows_that_was_asked_for_is_unusual():
    rows = some_rows(2_000, 2)
    model = fit(rows, SMALL, 1)
    share = (isolation(model.forest, to_matrix(rows, {})) >= model.unusual).mean()
    assert share == pytest.approx(SMALL.contamination, abs=0.003)


def test_no_data_set_drowns_another():
    data = np.array(["large"] * 1_000 + ["small"] * 10)
    chosen = balanced(data, 20, 1)
    assert (data[chosen] == "large").sum() == 20
    assert (data[chosen] == "small").sum() == 10
    assert (np.diff(chosen) > 0).all()


def test_the_graph_scores_as_the_forest_does_missing_values_included():
    model = fit(some_rows(1_000, 3), SMALL, 1)
    inputs = to_matrix(some_rows(500, 4), {})
    assert np.isnan(inputs).any()
    found = run_onnx(to_onnx(model, len(FEATURES)), inputs)
    assert np.abs(found[:, 0] - isolation(model.forest, inputs)).max() < 1e-5


def test_one_seed_makes_one_file_its_manifest_says_how_a_score_is_read(
    tmp_path: Path, release_of: Callable[..., Release]
) -> None:
    rows = some_rows(900, 5)
    first, second = (
        build_artifact(
            fit(rows, SMALL, 1), SMALL, rows, release_of(tmp_path / name, "small", "large")
        )
        for name in ("one", "two")
    )
    assert first["onnx_sha256"] == second["onnx_sha256"]
    folder = tmp_path / "one" / str(first["version"])
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["isolation"]["usual"] < manifest["isolation"]["unusual"]
    assert manifest["isolation"]["weight"] == SMALL.weight
    assert manifest["outputs"] == ["isolation"]
    assert len(manifest["golden"]["outputs"]) >= 24
    assert {file.name for file in folder.glob("*.svg")} == {"importance.svg", "errors.svg"}


def test_the_train_command_writes_the_artifact_it_reports(
    tmp_path: Path,
    run_model: Callable[..., dict],
    release_flags: Callable[..., dict[str, object]],
) -> None:
    changes = {"trees": 10, "samples": 64}
    flags = release_flags("small", "large")
    found = run_model("anomaly", "train", some_rows(300, 6), changes, **flags)
    folder = tmp_path / "models" / found["version"]
    assert found["rows"] == 300
    assert (folder / "model.onnx").stat().st_size == found["onnx_bytes"]
    assert not (folder / "report.md").exists()
