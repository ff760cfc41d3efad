"""The exported graph answers as the trees do; shifts reach every day once; recipes can change."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from fareline_training.kit.command import Release
from fareline_training.kit.conformal import shifted
from fareline_training.kit.parity import check_parity
from fareline_training.kit.recipe import recipe_from
from fareline_training.kit.rows import Feature, Rows
from fareline_training.outlook.artifact import build_artifact
from fareline_training.outlook.calibrate import _disjoint, calibrated, with_shifts
from fareline_training.outlook.export import to_onnx
from fareline_training.outlook.fit import fit, matrix_of, predict
from fareline_training.outlook.measures import drop_figures, forecast_figures, interval_figures
from fareline_training.outlook.paths import EVER, later_fare, read_paths
from fareline_training.outlook.recipe import OUTPUTS, Recipe, Trees, quantile_names
from fareline_training.outlook.search import LOSSES, forward_loss

SMALL = Recipe(
    point=Trees(3, 2, 0.3, 1),
    quantiles=Trees(3, 2, 0.3, 1),
    drops=Trees(2, 2, 0.3, 1),
    waits=Trees(2, 2, 0.3, 1),
    policy_rounds=1,
)


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Fares that fall by a tenth every other day and rise again."""
    chance = np.random.default_rng(3)
    lines = [
        {
            "row.data": "generated",
            "row.market": "LIS-FRA",
            "row.cabin": "economy",
            "row.currency": "EUR",
            "row.departure_date": str(np.datetime64("2026-05-01") + at),
            "row.day": float(20_574 + at - out),
            "row.at": (20_574 + at - out) * 86_400_000.0,
            "row.amount": 100.0 * (0.9 if (at + out) % 2 else 1.0),
            "low": float((at + out) % 2),
            "noise": float(chance.normal()) if chance.random() < 0.8 else None,
        }
        for at in range(30)
        for out in range(45, -1, -1)
    ]
    features = (Feature("low", "number", "flag"), Feature("noise", "number", "none"))
    return Rows(pl.DataFrame(lines), features)


@pytest.fixture(scope="module")
def outputs(rows: Rows) -> tuple[bytes, np.ndarray, np.ndarray]:
    model = fit(rows, np.ones(len(rows), dtype=bool), EVER, SMALL, 1)
    matrix = matrix_of(rows)
    return to_onnx(model), matrix, predict(model, matrix)


def test_the_graph_answers_as_the_trees_do(outputs):
    onnx_bytes, matrix, expected = outputs
    assert expected.shape == (len(matrix), len(OUTPUTS))
    assert check_parity(onnx_bytes, matrix, expected) <= 1e-5


def test_one_seed_makes_one_file(rows, outputs):
    again = fit(rows, np.ones(len(rows), dtype=bool), EVER, SMALL, 1)
    assert to_onnx(again) == outputs[0]


def test_what_always_comes_back_is_learned(rows, outputs):
    predicted, paths = outputs[2], read_paths(rows)
    low = rows.frame["low"].to_numpy() == 1
    tomorrow = predicted[:, OUTPUTS.index("point_1d")]
    assert tomorrow[low].mean() > 0 > tomorrow[~low].mean()
    change = predicted[:, OUTPUTS.index("change_3d")]
    inside = (paths.days_out > 3) & (paths.days_out < 40)
    assert change[~low & inside].mean() < -0.03 < change[low & inside].mean()


def test_nothing_is_learned_before_it_came_true(rows):
    paths = read_paths(rows)
    first = int(paths.day.min())
    with pytest.raises(ValueError, match="no training row"):
        fit(rows, paths.day < first + 2, first + 1, SMALL, 1, ("levels",))


def test_calibrated_shifts_cover_what_they_promise_on_what_they_were_measured_on(rows):
    conformal = calibrated(rows, np.ones(len(rows), dtype=bool), EVER, SMALL, 1)
    spans = [(group["days_from"], group["days_to"]) for group in conformal["groups"]]
    days = [day for first, last in spans for day in range(first, min(last, 60) + 1)]
    assert days == sorted(set(days)) and days[0] == 0 and spans[-1][1] >= 9999
    names = set(conformal["groups"][0]["shifts"])
    assert names >= set(quantile_names(7))


def test_groups_cut_where_horizons_joined_differently():
    cut = _disjoint(
        {
            (0, 9): {"rows": 5, "shifts": {"q10_1d": 1.0}},
            (0, 4): {"rows": 7, "shifts": {"q10_7d": 2.0}},
            (5, 9): {"rows": 8, "shifts": {"q10_7d": 3.0}},
        }
    )
    assert [(g["days_from"], g["days_to"], g["shifts"]) for g in cut] == [
        (0, 4, {"q10_1d": 1.0, "q10_7d": 2.0}),
        (5, 9, {"q10_1d": 1.0, "q10_7d": 3.0}),
    ]
    predicted = np.zeros((2, len(OUTPUTS)))
    moved = shifted(predicted, OUTPUTS, np.array([4, 5]), {"groups": cut})
    assert moved[:, OUTPUTS.index("q10_7d")].tolist() == [2.0, 3.0]
    # Quantiles are put in order afterwards, as the Worker does.
    assert (
        with_shifts(predicted, np.array([4, 5]), {"groups": cut})[0, OUTPUTS.index("q90_7d")] == 2.0
    )


def test_figures_are_those_of_a_slow_count(rows):
    actual = np.log([2.0, 0.5, 1.0, 1.0])
    predicted = np.log([1.0, 0.5, 2.0, 1.0])
    days = np.array([3, 3, 20, 20])
    figures = forecast_figures(actual, predicted, days, np.arange(4), 1)
    assert np.isclose(figures["mape"], (0.5 + 0 + 1 + 0) / 4)
    assert np.isclose(figures["below_last"], 1 - 1.5 / (0.5 + 1))
    assert np.isclose(figures["mape_0_7"], 0.25)
    quantiles = np.tile(np.log([0.6, 0.9, 1, 1.1, 1.5]), (4, 1))
    found = interval_figures(actual, quantiles, days)
    assert found["coverage80"] == 0.5 and found["coverage80_least"] == 0.0
    assert found["coverage80_most"] == 1.0
    drops = drop_figures(np.array([True, False, True, False, False]), np.arange(5.0))
    assert np.isclose(drops["drop_auc"], 1 / 6) and drops["drop_precision"] == 0.0
    assert np.isfinite(later_fare(read_paths(rows), 7)).any()


def test_what_ships_explains_itself_and_has_a_report(
    rows: Rows, tmp_path: Path, release_of: Callable[..., Release]
) -> None:
    built = build_artifact(rows, SMALL, release_of(tmp_path, "generated"))
    folder = tmp_path / str(built["version"])
    manifest = json.loads((folder / "manifest.json").read_text())
    (found,) = manifest["contributions"]
    predicted = np.array(manifest["golden"]["outputs"])[:, OUTPUTS.index(found["output"])]
    np.testing.assert_allclose(np.sum(found["rows"], axis=1), predicted, atol=1e-5)
    drawn = {file.name for file in folder.glob("*.svg")}
    assert {"importance.svg", "residuals.svg", "calibration.svg", "learning.svg"} <= drawn


def test_a_search_knows_nothing_later_than_its_fortnight(rows: Rows) -> None:
    paths = read_paths(rows)
    cut = int(np.median(paths.day))
    after = paths.day >= cut + 14 + 7
    spoiled = pl.Series("row.amount", np.where(after, 1e6, paths.amount))
    found = [
        forward_loss(each, cut, SMALL, group, loss, 1)
        for group, loss in LOSSES.items()
        for each in (rows, Rows(rows.frame.with_columns(spoiled), rows.features))
    ]
    assert found[0::2] == found[1::2]
    assert all(np.isfinite(found))


def test_a_recipe_changes_by_fields():
    changed = recipe_from(Recipe(), {"point": {"rounds": 9}})
    assert changed.point.rounds == 9 and changed.point.depth == Recipe().point.depth
    assert changed.quantiles == Recipe().quantiles
