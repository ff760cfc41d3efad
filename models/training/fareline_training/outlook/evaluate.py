"""Forecasts of test rows beside plain rules, and outputs for the advice that TypeScript judges."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..kit.metrics import departure_units
from ..kit.rows import Rows
from .calibrate import calibrated, with_shifts
from .fit import OutlookModel, fit, matrix_of, predict
from .measures import drop_figures, forecast_figures, group_shares, interval_figures
from .paths import EVER, Paths, later_fare, lowest_within, read_paths
from .recipe import DROPS, HORIZONS, OUTPUTS, Recipe, drop_names, quantile_names, wait_names
from .split import PURGE, held_out_departures, learned

Mask = NDArray[np.bool_]
Vector = NDArray[np.float64]
Json = dict
ReportProgress = Callable[[str], None]

#: Greatest days to departure of an advice row; the longest wait is 30 days.
ADVICE_DAYS = 30
WAITS = [OUTPUTS.index(name) for days in HORIZONS for name in wait_names(days)]


@dataclass(frozen=True)
class Teacher:
    model: OutlookModel
    conformal: Json
    #: Rows it was fitted on. Shape [rows].
    own: Mask


def day_number(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def evaluate_forward(
    rows: Rows,
    test_from: str,
    advice: Path,
    recipe: Recipe,
    seed: int,
    report_progress: ReportProgress,
) -> tuple[list[Json], Teacher]:
    """One panel split at a date; see split.py. Writes the outputs of advice rows to `advice`."""
    paths = read_paths(rows)
    cut = day_number(test_from)
    own = learned(rows, paths, cut)
    held_out = held_out_departures(rows, paths, cut)
    report_progress(f"calibrating before {test_from}")
    conformal = calibrated(rows, own, cut, recipe, seed)
    model = fit(rows, own, cut, recipe, seed, ("levels", "drops"), report_progress)
    # A path from 30 days out begins before the date; its judge knows nothing from then on.
    judge = fit(
        rows,
        own & (paths.day < cut - PURGE),
        cut - PURGE,
        recipe,
        seed,
        ("waits",),
        report_progress,
    )
    outputs = predict(model, matrix_of(rows)).astype(np.float64)
    outputs[:, WAITS] = predict(judge, matrix_of(rows))[:, WAITS]
    walked = held_out & (paths.days_out <= ADVICE_DAYS)
    write_advice(rows, paths, walked, with_shifts(outputs, paths.days_out, conformal), advice)
    about = {"data": str(rows.text("data")[0]), "train_rows": int(own.sum())}
    tested = held_out & (paths.day >= cut)
    teacher = Teacher(OutlookModel(model.features, model.heads + judge.heads), conformal, own)
    split = f"time-forward, test from {test_from}"
    return compare(rows, paths, own, tested, outputs, conformal, about, split, seed), teacher


def evaluate_transfer(
    teacher: Teacher,
    rows: Rows,
    tested: Mask,
    label: str,
    split: str,
    advice: Path,
    seed: int,
    walked: Mask | None = None,
) -> list[Json]:
    """Evaluates a model on rows of another data set: other markets, another currency."""
    conformal = teacher.conformal
    paths = read_paths(rows)
    outputs = predict(teacher.model, matrix_of(rows)).astype(np.float64)
    walked = (tested if walked is None else walked) & (paths.days_out <= ADVICE_DAYS)
    write_advice(rows, paths, walked, with_shifts(outputs, paths.days_out, conformal), advice)
    about = {"data": str(rows.text("data")[0]), "train_rows": int(teacher.own.sum())}
    none = np.zeros(len(rows), dtype=bool)
    return compare(rows, paths, none, tested, outputs, conformal, about, split, seed, label)


def evaluate_shipped(
    shipped: Rows,
    panel: Rows,
    test_from: str,
    split: str,
    advice: Path,
    recipe: Recipe,
    seed: int,
    report_progress: ReportProgress,
) -> list[Json]:
    """Fits the shipped recipe on all of `shipped`; evaluates it on the test side of the panel."""
    own = np.ones(len(shipped), dtype=bool)
    conformal = calibrated(shipped, own, EVER, recipe, seed)
    model = fit(shipped, own, EVER, recipe, seed, report_progress=report_progress)
    paths, cut = read_paths(panel), day_number(test_from)
    held_out = held_out_departures(panel, paths, cut)
    return evaluate_transfer(
        Teacher(model, conformal, own),
        panel,
        held_out & (paths.day >= cut),
        "outlook as shipped",
        split,
        advice,
        seed,
        walked=held_out,
    )


def compare(
    rows: Rows,
    paths: Paths,
    own: Mask,
    tested: Mask,
    outputs: Vector,
    conformal: Json,
    about: Json,
    split: str,
    seed: int,
    label: str = "outlook",
) -> list[Json]:
    """`outputs` are not shifted yet, so that the table shows what calibration does."""
    units = departure_units(rows)
    calibrated_outputs = with_shifts(outputs, paths.days_out, conformal)
    results: list[Json] = []
    for days in HORIZONS:
        actual = later_fare(paths, days)
        selected = tested & np.isfinite(actual)
        if selected.sum() < 100:
            continue
        truth, days_out = actual[selected], paths.days_out[selected]
        line = about | {"split": f"{split}, {days} days ahead", "rows": int(selected.sum())}

        def figures(
            predicted: Vector, selected=selected, truth=truth, days_out=days_out
        ) -> dict[str, float]:
            return forecast_figures(truth, predicted, days_out, units[selected], seed)

        known = own & np.isfinite(actual)
        spread = group_shares(actual[known], paths.days_out[known]) if known.sum() > 500 else None
        last = figures(np.zeros(len(truth)))
        if spread:
            last |= interval_figures(truth, spread(days_out), days_out)
        results.append(line | {"model": "last price", "values": last})
        median = _curve_median(rows, paths, own, days)[selected]
        if np.isfinite(median).mean() > 0.5:
            results.append(
                line
                | {
                    "model": "median of market and days to departure",
                    "rows": int(np.isfinite(median).sum()),
                    "values": _where(
                        np.isfinite(median), truth, median, days_out, units[selected], seed
                    ),
                }
            )
        columns = [OUTPUTS.index(name) for name in quantile_names(days)]
        values = figures(outputs[selected, OUTPUTS.index(f"point_{days}d")])
        values |= interval_figures(truth, calibrated_outputs[selected][:, columns], days_out)
        raw = np.sort(outputs[selected][:, columns], axis=1)
        values["coverage80_raw"] = interval_figures(truth, raw, days_out)["coverage80"]
        values |= _drops(paths, tested, outputs, days)
        results.append(line | {"model": label, "values": values})
    return results


def write_advice(rows: Rows, paths: Paths, own: Mask, outputs: Vector, file: Path) -> None:
    """Writes a JSON line a row of `own`: the fare and the calibrated outputs that advice reads."""
    frame = rows.frame.filter(pl.Series(own)).select(
        "row.data", "row.market", "row.departure_date", "row.currency", "row.day", "row.amount"
    )
    predicted = pl.DataFrame({name: outputs[own, at] for at, name in enumerate(OUTPUTS)})
    days = pl.DataFrame(
        {"days_out": paths.days_out[own], "last_days_out": paths.last_days_out[own]}
    )
    frame.hstack(days.get_columns()).hstack(predicted.get_columns()).write_ndjson(file)


def _where(
    known: Mask,
    truth: Vector,
    predicted: Vector,
    days_out: NDArray[np.int64],
    units: NDArray[np.int64],
    seed: int,
) -> dict[str, float]:
    return forecast_figures(truth[known], predicted[known], days_out[known], units[known], seed)


def _drops(paths: Paths, tested: Mask, outputs: Vector, days: int) -> dict[str, float]:
    """A fall of a tenth within the horizon."""
    lowest = lowest_within(paths, days)
    selected = tested & np.isfinite(lowest)
    dropped = lowest[selected] <= np.log(0.9) + 1e-9
    if dropped.all() or not dropped.any():
        return {}
    name = drop_names(days)[DROPS.index(0.1)]
    return drop_figures(dropped, outputs[selected, OUTPUTS.index(name)])


def _curve_median(rows: Rows, paths: Paths, own: Mask, days: int) -> Vector:
    """Log ratio to the fare now of the market's median training fare `days` later. [rows]"""
    frame = pl.DataFrame(
        {"market": rows.text("market"), "out": paths.days_out, "amount": paths.amount, "own": own}
    )
    curve = (
        frame.filter("own").group_by("market", "out").agg(pl.col("amount").median().alias("median"))
    )
    selected = frame.with_columns(pl.col("out") - days).join(
        curve, on=["market", "out"], how="left", maintain_order="left"
    )
    return np.log(selected["median"].fill_null(np.nan).to_numpy() / paths.amount)
