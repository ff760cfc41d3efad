"""The outlook's report: inputs of the fare a week ahead, errors of a held-out refit."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..kit.artifact import Json
from ..kit.report import SHAP_ROWS, Report, learning_points
from ..kit.rows import Rows, sample
from ..kit.search import first_instants, latest, place_in_time
from .fit import OutlookModel, fit, matrix_of, predict
from .paths import EVER, later_fare, lowest_within, read_paths
from .recipe import OUTPUTS, Recipe

Mask = NDArray[np.bool_]

#: Days ahead that the report looks.
DAYS = 7
EXPLAINED = f"point_{DAYS}d"
DAY_MS = 86_400_000


def write_report(
    model: OutlookModel,
    recipe: Recipe,
    rows: Rows,
    metrics: list[Json],
    seed: int,
    version: str,
    folder: Path,
) -> None:
    report = Report(
        folder,
        f"Outlook model {version}: report",
        f"The trees that ship, by the log of the lowest fare {DAYS} days later over that of now; "
        "errors are of refits without the last fifth of the days. How wrong the recipe "
        "is stands in card.md.",
    )
    names = [feature.name for feature in model.features]
    heads = sorted(model.heads, key=lambda head: EXPLAINED not in head.outputs)
    report.trees(names, [head.booster for head in heads], matrix_of(sample(rows, SHAP_ROWS)))
    paths, later = read_paths(rows), latest(rows)
    actual, lowest = later_fare(paths, DAYS), lowest_within(paths, DAYS)
    known = ~later & (rows.numbers("at") < first_instants(rows, later) - DAYS * DAY_MS)
    tested = later & np.isfinite(actual) & np.isfinite(lowest)
    matrix = matrix_of(rows.where(tested))
    refit = fit(rows, known, EVER, recipe, seed, ("levels", "drops"), horizons=(DAYS,))
    predicted = predict(refit, matrix).astype(np.float64)
    point = predicted[:, OUTPUTS.index(EXPLAINED)]
    report.residuals(paths.days_out[tested].astype(np.float64), actual[tested] - point, "log fare")
    coverage = _coverage(metrics)
    if coverage:
        report.coverage(coverage, 0.8)
    chance = 1 / (1 + np.exp(-predicted[:, OUTPUTS.index(f"drop10_{DAYS}d")]))
    report.calibration(chance, lowest[tested] <= np.log(0.9) + 1e-9)

    place = place_in_time(rows.numbers("at"), rows.text("data"))

    def error(own: NDArray[np.int64]) -> float:
        mask = np.zeros(len(rows), dtype=bool)
        mask[own] = True
        model = fit(rows, mask, EVER, recipe, seed, ("levels",), horizons=(DAYS,))
        answers = predict(model, matrix)[:, OUTPUTS.index(EXPLAINED)]
        return float(np.abs(np.exp(answers - actual[tested]) - 1).mean())

    report.learning_curve(learning_points(known, place, error), "MAPE")
    report.write()


def _coverage(metrics: list[Json]) -> dict[str, dict[str, float]]:
    """By days to departure, of the shipped recipe's figures 1, 7 and 30 days ahead."""
    lines: dict[str, dict[str, float]] = {}
    for metric in metrics:
        values, split = dict(metric["values"]), str(metric["split"])
        ahead = [days for days in (1, DAYS, 30) if split.endswith(f", {days} days ahead")]
        if not ahead or not str(metric["model"]).startswith("outlook"):
            continue
        groups = {
            f"{name.removeprefix('coverage80_from_')}+": share
            for name, share in values.items()
            if name.startswith("coverage80_from_")
        }
        if groups and split.startswith("time-forward"):
            lines[f"{metric['data']}, {ahead[0]} days ahead"] = groups
    return lines
