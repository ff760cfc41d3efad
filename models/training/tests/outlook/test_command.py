"""The outlook's commands on panels of fares that alternate day by day."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from fareline_training.kit.rows import Feature, Rows
from fareline_training.outlook.recipe import OUTPUTS

FIRST = 16_800
RECIPE = {
    **{
        part: {"rounds": 4, "depth": 2, "eta": 0.3, "min_child_weight": 1}
        for part in ("point", "quantiles", "drops", "waits")
    },
    "policy_rounds": 1,
}


def panel(data: str, market: str, departures: int) -> list[dict]:
    chance = np.random.default_rng(len(data))
    return [
        {
            "row.data": data,
            "row.market": market,
            "row.cabin": "economy",
            "row.currency": "EUR",
            "row.departure_date": str(np.datetime64("1970-01-01") + FIRST + at),
            "row.day": float(FIRST + at - out),
            "row.at": (FIRST + at - out) * 86_400_000.0,
            "row.amount": 100.0 * (0.85 if (at + out) % 2 else 1.0),
            "low": float((at + out) % 2),
            "noise": float(chance.normal()),
        }
        for at in range(0, departures, 2)
        for out in range(40, -1, -1)
    ]


def rows_of(*parts: list[dict]) -> Rows:
    features = (Feature("low", "number", "flag"), Feature("noise", "number", "none"))
    return Rows(pl.DataFrame([line for part in parts for line in part]), features)


def everything() -> Rows:
    return rows_of(
        panel("wizz", "BUD-LTN", 140),
        panel("arn_fra", "ARN-FRA", 60),
        panel("simulator", "LIS-JFK", 60),
    )


TEST_FROM = str(np.datetime64("1970-01-01") + FIRST + 60)


def test_evaluation_compares_forward_transfer_and_shipped_with_the_last_price(
    tmp_path: Path, run_model: Callable[..., list]
) -> None:
    flags = {"test_from": TEST_FROM, "advice": tmp_path}
    metrics = run_model("outlook", "evaluate", everything(), RECIPE, **flags)
    splits = {each["split"].split(",")[0] for each in metrics}
    assert splits == {
        "time-forward",
        "transfer from wizz",
        "transfer from simulator and arn_fra",
    }
    tomorrow = {
        each["model"]: each["values"]
        for each in metrics
        if each["split"] == f"time-forward, test from {TEST_FROM}, 1 days ahead"
    }
    assert tomorrow["outlook"]["mape"] < tomorrow["last price"]["mape"]
    assert tomorrow["outlook"]["below_last"] > 0 == tomorrow["last price"]["below_last"]
    for name in ("wizz", "arn_fra", "shipped"):
        line = json.loads((tmp_path / f"{name}.ndjson").read_text().splitlines()[0])
        assert set(OUTPUTS) <= line.keys() and line["days_out"] <= 30


def test_training_uses_the_panels_that_may_ship(
    run_model: Callable[..., dict], release_flags: Callable[..., dict[str, object]]
) -> None:
    flags = release_flags("arn_fra", "simulator")
    built = run_model("outlook", "train", everything(), RECIPE, **flags)
    assert built["rows"] == 2 * 30 * 41
    assert built["series"] == 60


def test_a_search_runs_for_each_group_of_trees(
    run_model: Callable[..., list], search_flags: dict[str, object]
) -> None:
    rows = rows_of(panel("wizz", "BUD-LTN", 160))
    test_from = str(np.datetime64("1970-01-01") + FIRST + 110)
    found = run_model("outlook", "search", rows, {}, test_from=test_from, **search_flags)
    assert [each["search"] for each in found] == [
        "outlook point",
        "outlook quantiles",
        "outlook drops",
    ]
    assert all(np.isfinite(each["first_loss"]) for each in found)
