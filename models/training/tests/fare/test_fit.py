import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from fareline_training.fare.artifact import build_artifact
from fareline_training.fare.baselines import bucket_median, last_price
from fareline_training.fare.experts import answers
from fareline_training.fare.export import to_onnx
from fareline_training.fare.fit import FareModel, Recipe, fit, predict, stretches
from fareline_training.fare.money import amount, fare_categories
from fareline_training.fare.views import VIEWS, hide
from fareline_training.kit.command import Release
from fareline_training.kit.conformal import LAST_DAY
from fareline_training.kit.encode import to_matrix
from fareline_training.kit.recipe import recipe_from
from fareline_training.kit.rows import Feature, Rows

FEATURES = (
    Feature("market", "category", "", ("place",)),
    Feature("advance_purchase_bucket", "category", "", ()),
    Feature("airline", "category", "", ("itinerary",)),
    Feature("airline_rbd", "category", "", ("fare_basis",)),
    Feature("duration_minutes", "number", "minutes", ("itinerary",)),
    Feature("stops", "number", "stops", ("stops",)),
    Feature("historical_average_30d", "amount", "major units", ("history",)),
    Feature("days_to_departure", "number", "days", ()),
)
SMALL = recipe_from(
    Recipe(),
    {
        "experts": {name: {"rounds": 8, "depth": 3} for name in ("offer", "itinerary", "trip")},
        "quantile_rounds": 3,
    },
)


def some_rows(count: int, seed: int) -> Rows:
    chance = np.random.default_rng(seed)
    airline = chance.choice(["DL", "UA", "6E"], count)
    amount = 100 + 200 * (airline == "DL") + chance.gamma(2, 40, count)
    frame = pl.DataFrame(
        {
            "row.data": np.where(airline == "6E", "india", "us"),
            "row.at": np.sort(chance.integers(0, 10**9, count)).astype(float),
            "row.market": chance.choice(["LIS-JFK", "JFK-LIS"], count),
            "row.departure_date": chance.choice(["2022-05-01", "2022-05-02"], count),
            "row.cabin": "economy",
            "row.currency": np.where(airline == "6E", "INR", "USD"),
            "row.amount": np.where(airline == "6E", 75.0, 1.0) * amount,
            "advance_purchase_bucket": chance.choice(["0-2", "3-6"], count),
            "airline": airline,
            "airline_rbd": [{"DL": "DL-Q", "UA": "UA-K"}.get(each) for each in airline],
            "duration_minutes": chance.integers(60, 600, count).astype(float),
            "days_to_departure": chance.integers(0, 60, count).astype(float),
            "stops": chance.integers(0, 3, count).astype(float),
            "historical_average_30d": [
                None if chance.random() < 0.2 else float(price) for price in amount
            ],
        }
    ).with_columns(pl.col("row.market").alias("market"))
    return Rows(frame, FEATURES, {"USD": 1.0, "INR": 75.0})


@pytest.fixture(scope="module")
def rows() -> Rows:
    return some_rows(3000, 1)


@pytest.fixture(scope="module")
def model(rows: Rows) -> FareModel:
    return fit(rows, SMALL, 1)


def test_one_seed_gives_one_artifact_and_another_seed_another(rows: Rows, model: FareModel) -> None:
    assert to_onnx(fit(rows, SMALL, 1)) == to_onnx(model)
    assert to_onnx(fit(rows, SMALL, 2)) != to_onnx(model)


def test_every_row_has_exactly_one_expert_in_every_view(rows: Rows, model: FareModel) -> None:
    matrix = to_matrix(rows, model.categories)
    for view in VIEWS:
        inputs = hide(matrix, FEATURES, view.hidden)
        counts = sum(answers(inputs, heads.gates).astype(int) for heads in model.heads)
        assert (counts == 1).all()


def test_nothing_known_still_has_an_answer_and_ordered_quantiles(model: FareModel) -> None:
    nothing = np.full((1, len(FEATURES)), np.nan, dtype=np.float32)
    outputs = predict(model, nothing)
    assert np.isfinite(outputs).all()
    assert (np.diff(outputs[:, 1:], axis=1) >= 0).all()


def test_a_fare_answers_in_units_of_its_currency(rows: Rows, model: FareModel) -> None:
    outputs = predict(model, to_matrix(rows, model.categories))
    fares = np.exp(outputs[:, 0]) * rows.scale()
    assert np.median(np.abs(fares / amount(rows) - 1)) < 0.3


def test_categories_of_the_test_rows_are_unknown_to_the_model(rows: Rows) -> None:
    train = rows.where(rows.text("data") == "us")
    categories = fare_categories(train)
    assert "6E" not in categories["airline"]
    assert np.isnan(to_matrix(rows, categories)[rows.text("data") == "india", 2]).all()


def test_a_cheap_category_comes_before_a_dear_one(rows: Rows) -> None:
    ordered = fare_categories(rows)["airline"]
    assert ordered.index("UA") < ordered.index("DL")


def test_a_stretch_is_always_later_than_the_rows_fitted_for_it(rows: Rows) -> None:
    number, at = stretches(rows, 3), rows.frame["row.at"].to_numpy()
    for name in ("us", "india"):
        own = rows.text("data") == name
        assert (number[own] == 0).mean() == pytest.approx(0.5, abs=0.01)
        for index in range(3):
            assert at[own & (number == index)].max() < at[own & (number == index + 1)].min()


def test_calibration_has_every_day_of_every_currency_once(model: FareModel) -> None:
    for code in ("INR", "USD"):
        groups = [each for each in model.conformal["groups"] if each["currency"] == code]
        assert groups[0]["days_from"] == 0
        assert groups[-1]["days_to"] == LAST_DAY
        for group, following in zip(groups, groups[1:], strict=False):
            assert following["days_from"] == group["days_to"] + 1


def test_last_price_is_strictly_before_the_row_it_answers() -> None:
    rows = some_rows(400, 3)
    answered = last_price(rows, rows)
    frame = rows.frame
    for line in range(0, 400, 37):
        own = frame.row(line, named=True)
        earlier = frame.filter(
            (pl.col("row.at") < own["row.at"])
            & (pl.col("row.market") == own["row.market"])
            & (pl.col("row.currency") == own["row.currency"])
        )
        latest = earlier.group_by("row.at").agg(pl.col("row.amount").median()).sort("row.at")
        expected = latest["row.amount"].last() if len(latest) else np.nan
        assert answered[line] == pytest.approx(expected, nan_ok=True)


def test_bucket_median_of_an_unseen_market_falls_back_to_its_cabin() -> None:
    rows = some_rows(200, 4)
    train = rows.where(rows.text("market") == "LIS-JFK")
    assert np.isfinite(bucket_median(train, rows)).all()


def test_the_artifact_says_what_it_is(
    rows: Rows, model: FareModel, tmp_path: Path, release_of: Callable[..., Release]
) -> None:
    built = build_artifact(model, rows, release_of(tmp_path, "us", "india"))
    folder = tmp_path / str(built["version"])
    manifest = json.loads((folder / "manifest.json").read_text())
    onnx_bytes = (folder / "model.onnx").read_bytes()
    assert manifest["onnx_sha256"] == hashlib.sha256(onnx_bytes).hexdigest()
    assert [each["name"] for each in manifest["inputs"]] == [each.name for each in FEATURES]
    assert sum(each["rows"] for each in manifest["training"]["data"]) == len(rows)
    assert len(manifest["golden"]["features"]) == len(built["golden"])
    assert manifest["onnx_sha256"] in (folder / "card.md").read_text()


TREES = {
    "experts": {name: {"rounds": 6, "depth": 3} for name in ("offer", "itinerary", "trip")},
    "quantile_rounds": 3,
}


def folded_rows(count: int) -> Rows:
    rows = some_rows(count, 5)
    late = rows.numbers("at") > np.quantile(rows.numbers("at"), 0.75)
    fold = pl.Series("row.fold", np.where(late, "test", "train"))
    return Rows(rows.frame.with_columns(fold), rows.features, rows.currency_scale)


def test_the_evaluate_command_reports_every_view_beside_the_baselines(
    run_model: Callable[..., list],
) -> None:
    splits = json.dumps({"us": "time-forward", "india": "unseen flights"})
    metrics = run_model("fare", "evaluate", folded_rows(2000), TREES, splits=splits)
    for data in ("us", "india"):
        models = {each["model"]: each["values"] for each in metrics if each["data"] == data}
        assert {f"fare model, {view.name}" for view in VIEWS} <= models.keys()
        # Half of the price is the airline, which the median of a market cannot know.
        offer = models[f"fare model, {VIEWS[0].name}"]
        assert 0 < offer["coverage80"] <= 1
        assert offer["mae_low"] <= offer["mae"] <= offer["mae_high"]
    us = {each["model"]: each["values"]["mae"] for each in metrics if each["data"] == "us"}
    assert us[f"fare model, {VIEWS[0].name}"] < us["median of market and days to departure"]


def test_train_and_search_commands_return_their_results(
    tmp_path: Path,
    run_model: Callable[..., list],
    release_flags: Callable[..., dict[str, object]],
    search_flags: dict[str, object],
) -> None:
    rows = folded_rows(1200)
    built = run_model("fare", "train", rows, TREES, **release_flags("us", "india"))
    assert (tmp_path / "models" / built["version"] / "model.onnx").exists()
    assert len(built["golden"]) == 24
    found = run_model("fare", "search", rows, {"experts": {"trip": {"rounds": 60}}}, **search_flags)
    assert [each["search"] for each in found] == ["fare trip"]
    assert found[0]["first_loss"] > 0
