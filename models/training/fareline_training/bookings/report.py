"""The bookings model's report: its inputs, and errors of a held-out refit on later departures."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..kit.conformal import coverage_table
from ..kit.encode import to_matrix
from ..kit.report import SHAP_ROWS, Report, learning_points
from ..kit.rows import Rows, sample
from ..kit.search import first_instants, latest, place_in_time
from .evaluate import predict
from .fit import EDGES, OUTPUTS, BookingsModel, Recipe, fit

#: The output whose contributions are drawn.
EXPLAINED = "p50"


def write_report(
    model: BookingsModel, recipe: Recipe, rows: Rows, seed: int, version: str, folder: Path
) -> None:
    names = [feature.name for feature in rows.features]
    point = OUTPUTS.index(EXPLAINED)
    report = Report(
        folder,
        f"Bookings model {version}: report",
        "The trees that ship, by the median over the pickup forecast; errors are of refits that "
        "do not know the last fifth of the time. How wrong the recipe is stands in card.md.",
    )
    boosters = [
        model.boosters[point],
        *(b for b in model.boosters if b is not model.boosters[point]),
    ]
    report.trees(names, boosters, to_matrix(sample(rows, SHAP_ROWS), {}))
    later = latest(rows)
    later_rows = rows.where(later)
    # Departures that are over before the first question of the last fifth.
    known = ~later & (rows.numbers("departs") < first_instants(rows, later))
    final, days = later_rows.numbers("final"), later_rows.numbers("days")
    predicted = predict(fit(rows.where(known), recipe, seed), later_rows)
    report.residuals(days, final / predicted[:, point] - 1, "share of the forecast")
    report.coverage(_coverage(later_rows, predicted, days), 0.8)

    place = place_in_time(rows.numbers("at"), rows.text("data"))

    def error(own: NDArray[np.int64]) -> float:
        answers = predict(fit(rows.at(own), recipe, seed), later_rows)[:, point]
        return float(np.abs(answers - final).sum() / final.sum())

    report.learning_curve(learning_points(known, place, error), "WAPE")
    report.write()


def _coverage(
    later_rows: Rows, predicted: NDArray[np.float64], days: NDArray[np.float64]
) -> dict[str, dict[str, float]]:
    data, final = later_rows.text("data"), later_rows.numbers("final")
    lines = {}
    for name in np.unique(data):
        own = data == name
        table = coverage_table(predicted[own, 1], predicted[own, 3], final[own], days[own], EDGES)
        lines[str(name)] = {f"from {group['days_from']} days": group["coverage"] for group in table}
    return lines
