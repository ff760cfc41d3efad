"""The fare model's report: inputs, errors, and the effect of more rows."""

from pathlib import Path

import numpy as np
import xgboost as xgb
from numpy.typing import NDArray

from ..kit.encode import to_matrix
from ..kit.report import SHAP_ROWS, Report, learning_points
from ..kit.rows import Rows, sample
from .fit import LEVEL, QUANTILES, FareModel, stretches
from .metrics import DAYS
from .money import fare, fare_categories
from .views import hide

#: The learning curve is of one data set, whose days go on for months.
CURVE_DATA = "expedia"


def write_report(model: FareModel, rows: Rows, metrics: list, version: str, folder: Path) -> None:
    names = [feature.name for feature in model.features]
    report = Report(
        folder,
        f"Fare model {version}: report",
        "Figures of the trees that ship, in log fares. How wrong the model is stands in card.md.",
    )
    heads = next((each for each in model.heads if each.expert.name == "itinerary"), model.heads[-1])
    shown = sample(rows, SHAP_ROWS).with_features(model.features)
    matrix = to_matrix(shown, model.categories)
    matrix = hide(matrix, model.features, heads.expert.views[-1].hidden)
    others = [each.point for each in model.heads if each is not heads]
    report.trees(names, [heads.point, *others], matrix)
    median = QUANTILES.index(0.5)
    residual = [forecasts.actual - forecasts.quantiles[:, median] for forecasts in model.forecasts]
    days = [forecasts.days for forecasts in model.forecasts]
    report.residuals(np.concatenate(days), np.concatenate(residual), "log fare")
    coverage = _coverage(metrics)
    if coverage:
        report.coverage(coverage, LEVEL)
    curve = _learning_curve(rows)
    if curve:
        report.learning_curve(curve, f"RMSE over spread, {CURVE_DATA}, itinerary view")
    report.write()


def _coverage(metrics: list) -> dict[str, dict[str, float]]:
    spans = {f"coverage80_from_{first}": f"from {first} days" for first in DAYS}
    return {
        f"{metric['data']}, {metric['model'].split(', ', 1)[1]}": {
            title: metric["values"][name]
            for name, title in spans.items()
            if name in metric["values"]
        }
        for metric in metrics
        if metric["split"].startswith("time-forward") and "coverage80" in metric["values"]
    }


def _learning_curve(rows: Rows) -> list[tuple[int, float]]:
    """Latest rows before the last quarter, more and more of them; the error on that quarter."""
    rows = rows.where(rows.text("data") == CURVE_DATA)
    if len(rows) == 0:
        return []
    fares, later = fare(rows), stretches(rows, 2) == 2

    def error(known: NDArray[np.int64]) -> float:
        matrix = to_matrix(rows, fare_categories(rows.at(known)))
        matrix = hide(matrix, rows.features, frozenset({"fare_basis"}))
        centre = np.exp(np.log(fares[known]).mean())
        booster = xgb.train(
            {"objective": "reg:gamma", "base_score": 1, "eta": 0.07, "nthread": 2, "seed": 1},
            xgb.DMatrix(matrix[known], fares[known] / centre),
            150,
        )
        missed = booster.inplace_predict(matrix[later]) * centre - fares[later]
        return float(np.sqrt((missed**2).mean()) / fares[later].std())

    return learning_points(~later, rows.numbers("at"), error)
