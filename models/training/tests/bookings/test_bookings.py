"""Bookings: what pickup misses is learned, intervals cover, the file answers as the boosters do."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from fareline_training.bookings.artifact import build_artifact, to_onnx
from fareline_training.bookings.evaluate import predict
from fareline_training.bookings.fit import OUTPUTS, Recipe, fit, ratios
from fareline_training.bookings.search import search_bookings
from fareline_training.kit.command import Release
from fareline_training.kit.encode import to_matrix
from fareline_training.kit.parity import run_onnx
from fareline_training.kit.rows import Feature, Rows

DAY_MS = 86_400_000.0
RECIPE = Recipe(rounds=60, min_rows=50)


def booking_rows(days: int = 500) -> Rows:
    """Fridays end 10 % above pickup, and departures that run ahead end higher still."""
    chance = np.random.default_rng(6)
    records = []
    for departure in range(days):
        for before in (7, 14, 28):
            weekday, pace = departure % 7 + 1, float(np.exp(chance.normal(0, 0.1)))
            forecast = float(chance.uniform(80, 120))
            ratio = (1.1 if weekday == 5 else 1.0) * pace**0.5 * np.exp(chance.normal(0, 0.04))
            records.append(
                {
                    "row.data": "hotels",
                    "row.market": "City",
                    "row.at": (departure - before) * DAY_MS,
                    "row.departs": departure * DAY_MS,
                    "row.days": float(before),
                    "row.booked": 0.6 * forecast,
                    "row.forecast": forecast,
                    "row.final": forecast * ratio,
                    "days_to_departure": float(before),
                    "weekday": float(weekday),
                    "pace": pace,
                }
            )
    names = ("days_to_departure", "weekday", "pace")
    return Rows(pl.DataFrame(records), tuple(Feature(name, "number", "") for name in names))


@pytest.fixture(scope="module")
def parts() -> tuple[Rows, Rows]:
    rows = booking_rows()
    early = rows.numbers("departs") < 400 * DAY_MS
    late = rows.numbers("at") >= 400 * DAY_MS
    return rows.where(early), rows.where(late)


def test_it_corrects_pickup_where_pickup_errs(parts: tuple[Rows, Rows]) -> None:
    train, test = parts
    predicted = predict(fit(train, RECIPE, 1), test)
    final = test.numbers("final")
    ours = np.abs(predicted[:, OUTPUTS.index("p50")] - final).sum()
    assert ours < 0.8 * np.abs(test.numbers("forecast") - final).sum()
    inside = (predicted[:, 1] <= final) & (final <= predicted[:, 3])
    assert 0.7 < inside.mean() < 0.9


def test_it_never_says_less_than_is_booked(parts: tuple[Rows, Rows]) -> None:
    train, test = parts
    booked = pl.Series("row.booked", test.numbers("forecast") * 1.5)
    full = Rows(test.frame.with_columns(booked), test.features)
    assert (predict(fit(train, RECIPE, 1), full) >= full.numbers("booked")[:, None]).all()


def test_the_graph_answers_as_the_boosters_do(parts: tuple[Rows, Rows]) -> None:
    train, test = parts
    model = fit(train, RECIPE, 1)
    matrix = to_matrix(test, {})
    matrix[::5, 2] = np.nan
    onnx_bytes = to_onnx(model, len(test.features))
    np.testing.assert_allclose(run_onnx(onnx_bytes, matrix), ratios(model, matrix), atol=1e-5)
    assert onnx_bytes == to_onnx(fit(train, RECIPE, 1), len(test.features))


def test_what_ships_explains_itself_and_has_a_report(
    tmp_path: Path, release_of: Callable[..., Release]
) -> None:
    rows = booking_rows()
    built = build_artifact(fit(rows, RECIPE, 1), RECIPE, rows, release_of(tmp_path, "hotels"))
    folder = tmp_path / str(built["version"])
    manifest = json.loads((folder / "manifest.json").read_text())
    (found,) = manifest["contributions"]
    median = np.array(manifest["golden"]["outputs"])[:, OUTPUTS.index(found["output"])]
    np.testing.assert_allclose(np.sum(found["rows"], axis=1), median, atol=1e-5)
    drawn = {file.name for file in folder.glob("*.svg")}
    assert {"importance.svg", "residuals.svg", "coverage.svg", "learning.svg"} <= drawn


def test_a_search_sees_nothing_of_the_test_side(tmp_path: Path) -> None:
    given = argparse.Namespace(trials=tmp_path / "trials.sqlite", seconds=0.01)
    rows = booking_rows()
    late = rows.numbers("departs") >= (500 - 184) * DAY_MS
    spoiled = pl.Series("row.final", np.where(late, 1e6, rows.numbers("final")))
    found = [
        search_bookings(
            each,
            10**6,
            RECIPE,
            argparse.Namespace(**{**vars(given), "trials": file}),
            1,
            lambda _: None,
        )
        for each, file in (
            (rows, tmp_path / "a.sqlite"),
            (Rows(rows.frame.with_columns(spoiled), rows.features), tmp_path / "b.sqlite"),
        )
    ]
    assert found[0]["first_loss"] == found[1]["first_loss"]


def judged_rows() -> Rows:
    """Hotels and a simulated market, with the baselines' columns."""
    rows = booking_rows()
    final = rows.numbers("final")
    departs = (rows.numbers("departs") / DAY_MS).astype("datetime64[D]").astype(str)
    frame = rows.frame.with_columns(
        pl.Series("row.truth", final),
        pl.Series("row.departure_date", departs),
        pl.col("row.forecast").alias("row.pickup"),
        (pl.col("row.forecast") * 1.5).alias("row.weekday_pickup"),
        pl.lit(None, dtype=pl.Float64).alias("row.naive"),
    )
    market = frame.with_columns(
        pl.lit("simulator").alias("row.data"), pl.lit("LIS-JFK").alias("row.market")
    )
    return Rows(pl.concat([frame, market]), rows.features)


TREES = {"rounds": 40, "leaves": 8, "min_rows": 50}


def test_the_evaluate_command_compares_with_pickup_on_both_data_sets(
    run_model: Callable[..., list],
) -> None:
    metrics = run_model("bookings", "evaluate", judged_rows(), TREES, test_from=400)
    assert {each["data"] for each in metrics} == {"hotels", "simulator"}
    assert "pickup, bookings taken as demand" not in {each["model"] for each in metrics}
    for data in ("hotels", "simulator"):
        week = {
            each["model"]: each["values"]
            for each in metrics
            if each["data"] == data and "7 days before" in each["split"]
        }
        assert week["LightGBM"]["wape"] < week["pickup"]["wape"]
        assert week["pickup"]["wape"] < week["pickup, same weekday"]["wape"]
        assert 0.6 < week["LightGBM"]["coverage80"] < 0.95


def test_train_and_search_commands_return_their_results(
    tmp_path: Path,
    run_model: Callable[..., dict],
    release_flags: Callable[..., dict[str, object]],
    search_flags: dict[str, object],
) -> None:
    rows = judged_rows()
    built = run_model("bookings", "train", rows, TREES, **release_flags("hotels", "simulator"))
    assert (tmp_path / "models" / built["version"] / "manifest.json").exists()
    found = run_model(
        "bookings", "search", rows, TREES | {"rounds": 20}, test_from=400, **search_flags
    )
    assert found["trials"] == 1 and found["first_loss"] > 0
