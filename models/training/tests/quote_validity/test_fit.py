import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from fareline_training.kit.command import Release
from fareline_training.kit.encode import to_matrix
from fareline_training.kit.parity import run_onnx
from fareline_training.kit.recipe import recipe_from
from fareline_training.kit.rows import Feature, Rows
from fareline_training.kit.search import forward_folds
from fareline_training.quote_validity.artifact import build_artifact, to_onnx
from fareline_training.quote_validity.bins import COUNT, EDGES, SAME, bin_of, means, output_names
from fareline_training.quote_validity.fit import Recipe, chances, fit, logits, platt
from fareline_training.quote_validity.search import bin_loss, search_quote_validity

FEATURES = (
    Feature("quote_age_hours", "number", "hours"),
    Feature("departure_newer_ratio", "number", "logarithm"),
)
SMALL = recipe_from(Recipe(), {"rounds": 20, "depth": 3, "size_rounds": 4, "size_depth": 2})


def some_rows(count: int, seed: int) -> Rows:
    """Prices hold for a day on average; half of the departures were seen again since."""
    chance = np.random.default_rng(seed)
    age = chance.uniform(0, 96, count)
    changed = chance.random(count) > np.exp(-age / 24)
    change = np.where(changed, chance.choice([-0.2, 0.15, 0.5], count), 0.0)
    seen = np.where(chance.random(count) < 0.5, np.log1p(change), np.nan)
    frame = pl.DataFrame(
        {
            "row.data": "panel",
            "row.at": np.arange(count) * 3_600_000.0,
            "row.change": change,
            "quote_age_hours": age,
            "departure_newer_ratio": seen,
        }
    ).with_columns(pl.col("departure_newer_ratio").fill_nan(None))
    return Rows(frame, FEATURES)


def test_bins_hold_their_upper_edge_and_the_same_price():
    assert bin_of(np.array([-0.9, *EDGES, 2.0])).tolist() == [0, *range(COUNT - 1), COUNT - 1]
    assert bin_of(np.array([0.0])) == SAME


def test_means_lie_inside_their_bins_and_name_the_outputs():
    found = means(np.array([0.0, 0.15, 0.18, 9.0, -0.5]))
    inner = zip(found[1:-1], EDGES[:-1], EDGES[1:], strict=True)
    assert all(low <= mean <= high for mean, low, high in inner)
    assert output_names(found)[SAME] == "same to 0.005 mean 0.0000"


def test_the_model_learns_age_and_newer_sightings():
    model = fit(some_rows(4_000, 1), SMALL, 1)
    valid = 1 / (
        1 + np.exp(-logits(model, inputs([[1, np.nan], [80, np.nan], [80, 0.0]]))[:, SAME])
    )
    assert valid[0] > 0.8 > 0.2 > valid[1]
    assert valid[2] > valid[1] + 0.3


def test_platt_finds_the_scale_that_was_taken_off():
    chance = np.random.default_rng(3)
    logit = chance.normal(0, 2, 20_000)
    truth = chance.random(20_000) < 1 / (1 + np.exp(-logit))
    scale, shift = platt(logit / 2 - 1, truth, np.ones(20_000))
    assert scale == pytest.approx(2, abs=0.1)
    assert shift == pytest.approx(2, abs=0.1)


def test_the_graph_answers_as_the_trees_do():
    rows = some_rows(2_000, 2)
    model = fit(rows, SMALL, 1)
    matrix = to_matrix(rows, {})
    difference = np.abs(run_onnx(to_onnx(model, 2), matrix) - logits(model, matrix))
    assert difference.max() < 1e-4


def test_one_seed_makes_one_file_and_its_report(
    tmp_path: Path, release_of: Callable[..., Release]
) -> None:
    rows = some_rows(1_000, 5)
    first, second = (
        build_artifact(fit(rows, SMALL, 1), SMALL, rows, release_of(tmp_path / name, "panel"))
        for name in ("a", "b")
    )
    assert first["onnx_sha256"] == second["onnx_sha256"]
    folder = tmp_path / "a" / str(first["version"])
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["model"] == "hold"
    assert len(manifest["outputs"]) == COUNT
    assert (folder / "card.md").exists()
    again = tmp_path / "b" / str(first["version"])
    drawn = {file.name: file.read_bytes() for file in folder.glob("*.svg")}
    assert drawn == {file.name: file.read_bytes() for file in again.glob("*.svg")}
    assert {"importance.svg", "calibration.svg", "errors.svg", "learning.svg"} <= drawn.keys()


def test_chances_are_those_of_bins() -> None:
    rows = some_rows(1_000, 6)
    predicted = chances(fit(rows, SMALL, 1), to_matrix(rows, {}))
    np.testing.assert_allclose(predicted.sum(axis=1), 1, atol=1e-9)
    assert (predicted >= 0).all()


def test_a_search_begins_with_the_recipe_and_never_learns_from_later_rows(tmp_path: Path) -> None:
    rows = some_rows(600, 7)
    given = argparse.Namespace(trials=tmp_path / "trials.sqlite", seconds=0.01)
    recipe = replace(SMALL, size_rounds=10)
    found = search_quote_validity(rows, recipe, given, 1, lambda _: None)
    folds = list(forward_folds(rows.numbers("at"), rows.text("data"), 2))
    own = [bin_loss(rows.where(a), rows.where(b), recipe, 1) for a, b in folds]
    assert found["first_loss"] == pytest.approx(np.mean(own))


def inputs(values: list[list[float]]) -> np.ndarray:
    return np.array(values, dtype=np.float32)


RECIPE = {"rounds": 20, "depth": 3, "size_rounds": 10, "size_depth": 2}


def test_the_train_command_writes_the_artifact_it_reports(
    tmp_path: Path,
    run_model: Callable[..., dict],
    release_flags: Callable[..., dict[str, object]],
) -> None:
    flags = release_flags("panel")
    found = run_model("quote_validity", "train", some_rows(600, 8), RECIPE, **flags)
    assert (tmp_path / "models" / found["version"] / "card.md").exists()
    assert found["parity_greatest_difference"] < 1e-4


def test_the_search_command_reports_its_first_loss(
    run_model: Callable[..., dict], search_flags: dict[str, object]
) -> None:
    found = run_model("quote_validity", "search", some_rows(600, 9), RECIPE, **search_flags)
    assert found["trials"] == 1
    assert found["first_loss"] == found["best_loss"] > 0
