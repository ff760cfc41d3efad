"""The demand level's report: what it leans on, and how often a sister is right on later days."""

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
#: The level whose contributions are told: what an alert is about.
EXPLAINED = "high"


def write_report(
    booster: xgb.Booster, recipe: Recipe, rows: Rows, seed: int, version: str, folder: Path
) -> None:
    names = [feature.name for feature in rows.features]
    high = LEVELS.index(EXPLAINED)
    report = Report(
        folder,
        f"Demand level {version}: report",
        f'The trees that ship, by the margin of "{EXPLAINED}"; errors are of sisters that do not '
        "know the last fifth of the time. How wrong the recipe is stands in card.md.",
    )
    report.trees(names, [booster], to_matrix(sample(rows, SHAP_ROWS), {}), high)
    rows = thinned(rows, MOST_ROWS, seed)
    later = latest(rows)
    told = rows.where(later)
    actual, matrix = classes(told, "level"), to_matrix(told, {})
    said = probabilities(fit(rows.where(~later), recipe, seed), matrix)
    report.calibration(said[:, high].astype(np.float64), actual == high)
    report.errors(
        _wrong(told, said.argmax(1) != actual),
        "days ahead",
        "share of wrong levels",
        f"{len(told)} later rows, by how much more is searched than in the simulator as it is.",
    )

    place = place_in_time(rows.numbers("at"), rows.text("data"))

    def error(known: NDArray[np.int64]) -> float:
        return log_loss(actual, probabilities(fit(rows.at(known), recipe, seed), matrix))

    report.learning_curve(learning_points(~later, place, error), "log loss")
    report.write()


def _wrong(told: Rows, wrong: NDArray[np.bool_]) -> dict[str, dict[str, float]]:
    traffic, ahead = told.numbers("traffic"), told.numbers("days_ahead")
    return {
        f"traffic x {each:g}": {
            f"{days:g}": float(wrong[(traffic == each) & (ahead == days)].mean())
            for days in np.unique(ahead[traffic == each])
        }
        for each in np.unique(traffic)
    }
