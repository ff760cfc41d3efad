"""Errors of forecasts of final bookings, beside pickup: hotels, and markets that sell out."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..kit.artifact import Json
from ..kit.conformal import shifted
from ..kit.encode import to_matrix
from ..kit.metrics import coverage
from ..kit.rows import Rows
from .fit import OUTPUTS, BookingsModel, Recipe, fit, ratios

Vector = NDArray[np.float64]
ReportProgress = Callable[[str], None]

DAY_MS = 86_400_000
#: Arrivals of the last half year are tested on, refitted every 30 days.
HOTEL_TEST_DAYS = 184
REFIT_DAYS = 30
#: Finals of arrivals enter the fit when they are over before the earliest question of a block.
PURGE_DAYS = 28
REPORTED = (7, 14, 28)


def evaluate(
    rows: Rows, test_from: int, recipe: Recipe, seed: int, report_progress: ReportProgress
) -> list[Json]:
    """`test_from` is the evening, a day number, after which simulated markets are tested."""
    hotels = rows.where(rows.text("data") == "hotels")
    markets = rows.where(rows.text("data") == "simulator")
    return [
        *_hotels(hotels, recipe, seed, report_progress),
        *_markets(markets, float(test_from) * DAY_MS, recipe, seed, report_progress),
    ]


def predict(model: BookingsModel, rows: Rows) -> Vector:
    """Seats, as the Worker decodes them. Shape [rows, OUTPUTS]."""
    raw = ratios(model, to_matrix(rows, {}))
    predicted = shifted(raw, OUTPUTS, rows.numbers("days"), model.conformal)
    seats = np.maximum(
        predicted * rows.numbers("forecast")[:, None], rows.numbers("booked")[:, None]
    )
    seats[:, 1:] = np.sort(seats[:, 1:], axis=1)
    return seats


def _hotels(rows: Rows, recipe: Recipe, seed: int, report_progress: ReportProgress) -> list[Json]:
    departs = rows.numbers("departs") / DAY_MS
    end = departs.max()
    predicted = np.full((len(rows), len(OUTPUTS)), np.nan)
    fitted = 0
    for start in np.arange(end - HOTEL_TEST_DAYS, end, REFIT_DAYS):
        block = (departs > start) & (departs <= start + REFIT_DAYS)
        training_rows = rows.where(departs <= start - PURGE_DAYS)
        fitted = len(training_rows)
        report_progress(f"hotels: fitting on {fitted} rows")
        predicted[block] = predict(fit(training_rows, recipe, seed), rows.where(block))
    tested = departs > end - HOTEL_TEST_DAYS
    first = rows.where(tested).frame["row.departure_date"].min()
    metrics = []
    for hotel in np.unique(rows.text("market")):
        for days in REPORTED:
            own = tested & (rows.text("market") == hotel) & (rows.numbers("days") == days)
            split = f"{hotel}, arrivals from {first}, {days} days before"
            part = rows.where(own)
            metrics += _table("hotels", split, part, predicted[own], fitted)
    return metrics


def _markets(
    rows: Rows, test_from: float, recipe: Recipe, seed: int, report_progress: ReportProgress
) -> list[Json]:
    training_rows = rows.where(rows.numbers("departs") <= test_from)
    report_progress(f"simulated markets: fitting on {len(training_rows)} rows")
    model = fit(training_rows, recipe, seed)
    metrics = []
    for days in REPORTED:
        part = rows.where((rows.numbers("at") > test_from) & (rows.numbers("days") == days))
        split = f"60 % of departures closed, {days} days before"
        metrics += _table("simulator", split, part, predict(model, part), len(training_rows))
    return metrics


def _table(data: str, split: str, part: Rows, predicted: Vector, train_rows: int) -> list[Json]:
    truth = part.numbers("truth")
    point = OUTPUTS.index("p50")
    values = _figures(truth, predicted[:, point]) | {
        "coverage80": coverage(truth, predicted[:, 1], predicted[:, 3]),
        "width80": float((predicted[:, 3] - predicted[:, 1]).sum() / truth.sum()),
    }
    common = {"data": data, "split": split, "rows": len(part)}
    metrics = [
        common | {"train_rows": train_rows, "model": "LightGBM", "values": values},
        common
        | {
            "train_rows": train_rows,
            "model": "LightGBM, mean",
            "values": _figures(truth, predicted[:, 0]),
        },
    ]
    baselines = {
        "pickup": part.numbers("pickup"),
        "pickup, same weekday": part.numbers("weekday_pickup"),
        "mean of pickup and fresh pickup": part.numbers("forecast"),
        "pickup, bookings taken as demand": part.numbers("naive"),
    }
    for model, answer in baselines.items():
        if np.isfinite(answer).any():
            values = _figures(truth, answer)
            metrics.append(common | {"train_rows": 0, "model": model, "values": values})
    return metrics


def _figures(truth: Vector, predicted: Vector) -> dict[str, float]:
    known = np.isfinite(predicted)
    error = predicted[known] - truth[known]
    total = truth[known].sum()
    return {"wape": float(np.abs(error).sum() / total), "bias": float(error.sum() / total)}
