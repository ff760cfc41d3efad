"""The demand level learns what a level is and ships as fitted; city pairs are judged forward."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from fareline_training.demand_level import cities
from fareline_training.demand_level.artifact import build_artifact, to_onnx
from fareline_training.demand_level.evaluate_levels import macro_f1
from fareline_training.demand_level.levels import LEVELS, Recipe, classes, fit, probabilities
from fareline_training.demand_level.search import search_levels
from fareline_training.kit.command import Release
from fareline_training.kit.encode import to_matrix
from fareline_training.kit.parity import run_onnx
from fareline_training.kit.rows import Feature, Rows

RECIPE = Recipe(rounds=20, depth=3)


def level_rows(count: int = 3000) -> Rows:
    """The level is that of `ratio`, which the count shows with a little noise."""
    chance = np.random.default_rng(4)
    true = np.exp(chance.normal(0, 0.4, count))
    level = np.where(true < 0.8, "low", np.where(true > 1.25, "high", "medium"))
    seen = {
        name: true * np.exp(chance.normal(0, noise, count))
        for name, noise in (("last", 0.05), ("before", 0.3), ("week", 0.3), ("month", 0.5))
    }
    frame = pl.DataFrame(
        {
            "row.data": ["simulator"] * count,
            "row.market": ["LIS-JFK"] * count,
            "row.at": np.arange(count) * 86_400_000.0,
            "row.traffic": np.tile([1.0, 10.0], count // 2),
            "row.days_ahead": np.tile([0.0, 1.0, 7.0], count // 3),
            "row.level": level,
            **seen,
        }
    )
    return Rows(frame, tuple(Feature(name, "number", "ratio") for name in seen))


@pytest.fixture(scope="module")
def rows() -> Rows:
    return level_rows()


def test_the_level_is_predicted_from_noisy_counts(rows: Rows) -> None:
    train, test = rows.at(np.arange(2000)), rows.at(np.arange(2000, 3000))
    predicted = probabilities(fit(train, RECIPE, 1), to_matrix(test, {})).argmax(1)
    assert (predicted == classes(test, "level")).mean() > 0.85


def test_the_graph_answers_probabilities_as_the_booster_does(rows: Rows) -> None:
    model = fit(rows, RECIPE, 1)
    matrix = to_matrix(rows, {})
    matrix[::7, 0] = np.nan
    answers = run_onnx(to_onnx(model, len(rows.features)), matrix)
    np.testing.assert_allclose(answers, probabilities(model, matrix), atol=1e-5)
    np.testing.assert_allclose(answers.sum(axis=1), 1, atol=1e-5)


def test_one_seed_gives_one_file_that_explains_itself(
    rows: Rows, tmp_path: Path, release_of: Callable[..., Release]
) -> None:
    first, second = (
        build_artifact(fit(rows, RECIPE, 1), RECIPE, rows, release_of(tmp_path / turn, "simulator"))
        for turn in ("a", "b")
    )
    assert first["onnx_sha256"] == second["onnx_sha256"]
    folder = tmp_path / "a" / str(first["version"])
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["outputs"] == list(LEVELS)
    (found,) = manifest["contributions"]
    assert np.array(found["rows"]).shape == (24, len(rows.features) + 1)
    assert len(list(folder.glob("*.svg"))) == 5


def test_a_search_begins_with_the_recipe(rows: Rows, tmp_path: Path) -> None:
    given = argparse.Namespace(trials=tmp_path / "trials.sqlite", seconds=0.01)
    found = search_levels(rows, RECIPE, given, 1, lambda _: None)
    assert found["trials"] == 1
    assert 0 < found["best_loss"] < np.log(3)


def test_macro_f1_is_the_mean_of_each_levels_own() -> None:
    actual = np.array([0, 0, 0, 1, 1, 2])
    predicted = np.array([0, 0, 1, 1, 1, 1])
    # low: precision 1, recall 2/3; medium: 1/2, 1; high: never predicted.
    assert macro_f1(actual, predicted) == pytest.approx((0.8 + 2 / 3 + 0) / 3)


def city_rows() -> Rows:
    """Half of the directions double in December and halve in January, as their `season` shows."""
    chance = np.random.default_rng(8)
    records = []
    for month in range(2016 * 12, 2024 * 12):
        for market in range(40):
            season = {11: 0.7, 0: -0.7}.get(month % 12, 0.0) if market % 2 else 0.0
            last = 1000.0 + 50 * market
            records.append(
                {
                    "row.market": f"M{market}",
                    "row.pair": f"P{market // 2}",
                    "row.month": float(month),
                    "row.passengers": last * np.exp(season + chance.normal(0, 0.02)),
                    "row.last": last,
                    "row.forecast": last,
                    "row.year_ago": last,
                    "row.months_known": 60.0,
                    "season": season,
                    "noise": chance.normal(),
                }
            )
    features = (Feature("season", "number", "log"), Feature("noise", "number", ""))
    return Rows(pl.DataFrame(records), features)


def test_city_pairs_learn_seasons_that_the_last_value_cannot_know() -> None:
    metrics = cities.evaluate_cities(city_rows(), 1, lambda _: None)
    wape = {
        each["model"]: each["values"]["wape"]
        for each in metrics
        if each["split"].startswith("directed")
    }
    # Half of the trees are shown the noise alone.
    assert wape["LightGBM"] < 0.75 * wape["last value"]
    both = [each for each in metrics if each["split"].startswith("both")]
    assert {each["rows"] for each in both} == {20 * 12}


def judged_rows() -> Rows:
    """Counted rows and, as a ceiling, the same rows with their expectation in every input."""
    counted = level_rows(1200)
    train = np.arange(1200) < 800
    frame = counted.frame.with_columns(
        pl.Series("row.fold", np.where(train, "train", "test")),
        pl.lit(0.0).alias("row.exact"),
        pl.lit("medium").alias("row.last_level"),
        pl.lit(float(np.log(50))).alias("log_searches_per_day"),
    )
    exact = frame.with_columns(pl.lit(1.0).alias("row.exact"), pl.col("last").alias("before"))
    return Rows(pl.concat([frame, exact]), counted.features)


TREES = {"rounds": 20, "depth": 3}


def test_the_evaluate_command_compares_levels_and_city_pairs_with_plain_rules(
    run_model: Callable[..., list], write_rows: Callable[[str, Rows], tuple[Path, Path]]
) -> None:
    file, schema = write_rows("cities", city_rows())
    flags = {"city_rows": file, "city_schema": schema}
    metrics = run_model("demand_level", "evaluate", judged_rows(), TREES, **flags)
    today = {
        each["model"]: each
        for each in metrics
        if each["split"] == "at the end of the day, 50 searches a day"
    }
    trained, rule = today["XGBoost"]["values"], today["last level"]["values"]
    assert trained["accuracy"] > rule["accuracy"]
    assert rule["accuracy"] == pytest.approx(rule["share_medium"])
    assert sum(trained[f"share_{level}"] for level in LEVELS) == pytest.approx(1)
    assert {each["data"] for each in metrics} == {"city_pairs", "simulator"}
    assert {each["split"] for each in metrics} >= {"7 days ahead, endless searches"}


def test_train_and_search_use_counted_rows_alone(
    run_model: Callable[..., dict],
    release_flags: Callable[..., dict[str, object]],
    search_flags: dict[str, object],
) -> None:
    rows = judged_rows()
    built = run_model("demand_level", "train", rows, TREES, **release_flags("simulator"))
    assert built["parity_rows"] == 1200
    found = run_model("demand_level", "search", rows, TREES, **search_flags)
    assert found["trials"] == 1 and 0 < found["first_loss"] < np.log(3)
