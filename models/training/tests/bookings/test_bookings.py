"""Bookings: what pickup misses is learned, intervals cover, the file answers as the boosters do."""

import numpy as np
import polars as pl
import pytest

from fareline_training.bookings.artifact import to_onnx
from fareline_training.bookings.evaluate import predict
from fareline_training.bookings.fit import OUTPUTS, Recipe, fit, ratios
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
    said = predict(fit(train, RECIPE, 1), test)
    final = test.numbers("final")
    ours = np.abs(said[:, OUTPUTS.index("p50")] - final).sum()
    assert ours < 0.8 * np.abs(test.numbers("forecast") - final).sum()
    inside = (said[:, 1] <= final) & (final <= said[:, 3])
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
