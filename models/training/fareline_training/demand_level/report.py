"""The demand level's report: its inputs, and accuracy of a held-out refit on later days."""

from pathlib import Path

import numpy as np
import xgboost as xgb
from numpy.typing import NDArray

from ..kit.encode import to_matrix
from ..kit.metrics import log_loss
from ..kit.report import SHAP_ROWS, Report, learning_points
from ..kit.rows import Rows, sample
from ..kit.search import latest, place_in_time, thinned
from .levels import LEVELS, Recipe, classes, fit, probabilities

MOST_ROWS = 60_000
#: The level whose contributions are drawn: alerts are about it.
EXPLAINED = "high"


def write_report(
    booster: xgb.Booster, recipe: Recipe, rows: Rows, seed: int, version: str, folder: Path
) -> None:
    names = [feature.name for feature in rows.features]
    high = LEVELS.index(EXPLAINED)
    report = Report(
        folder,
        f"Demand level {version}: report",
        f'The trees that ship, by the margin of "{EXPLAINED}"; errors are of refits that do not '
        "know the last fifth of the time. How wrong the recipe is stands in card.md.",
    )
    report.trees(names, [booster], to_matrix(sample(rows, SHAP_ROWS), {}), high)
    rows = thinned(rows, MOST_ROWS, seed)
    later = latest(rows)
    later_rows = rows.where(later)
    actual, matrix = classes(later_rows, "level"), to_matrix(later_rows, {})
    predicted = probabilities(fit(rows.where(~later), recipe, seed), matrix)
    report.calibration(predicted[:, high].astype(np.float64), actual == high)
    report.errors(
        _wrong(later_rows, predicted.argmax(1) != actual),
        "days ahead",
        "share of wrong levels",
        f"{len(later_rows)} later rows, by multiple of the simulator's traffic.",
    )

    place = place_in_time(rows.numbers("at"), rows.text("data"))

    def error(known: NDArray[np.int64]) -> float:
        return log_loss(actual, probabilities(fit(rows.at(known), recipe, seed), matrix))

    report.learning_curve(learning_points(~later, place, error), "log loss")
    report.write()


def _wrong(later_rows: Rows, wrong: NDArray[np.bool_]) -> dict[str, dict[str, float]]:
    traffic, ahead = later_rows.numbers("traffic"), later_rows.numbers("days_ahead")
    return {
        f"traffic x {each:g}": {
            f"{days:g}": float(wrong[(traffic == each) & (ahead == days)].mean())
            for days in np.unique(ahead[traffic == each])
        }
        for each in np.unique(traffic)
    }
