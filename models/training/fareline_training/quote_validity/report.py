"""The quote validity report: its inputs, and calibration of a held-out refit on later days."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..kit.encode import to_matrix
from ..kit.metrics import log_loss
from ..kit.report import SHAP_ROWS, Report, learning_points
from ..kit.rows import Rows, sample
from ..kit.search import latest, place_in_time, thinned
from .bins import SAME, bin_of
from .fit import QuoteValidityModel, Recipe, chances, fit

#: Rows of a data set that the report's held-out refits use.
MOST_ROWS = 25_000
#: Ages of a quote, hours: upper ends of the groups.
AGES = (24, 48, 96, 168, 336, np.inf)


def write_report(
    model: QuoteValidityModel, recipe: Recipe, rows: Rows, seed: int, version: str, folder: Path
) -> None:
    names = [feature.name for feature in rows.features]
    report = Report(
        folder,
        f"Quote validity model {version}: report",
        "The trees that ship, by the logit that a price is the same; errors are of refits that do "
        "not know the last fifth of the time. How wrong the recipe is stands in card.md.",
    )
    shown = to_matrix(sample(rows, SHAP_ROWS), {})
    report.trees(names, [model.trees.same, model.trees.size], shown)
    rows = thinned(rows, MOST_ROWS, seed)
    later = latest(rows)
    later_rows = rows.where(later)
    bins, matrix = bin_of(later_rows.numbers("change")), to_matrix(later_rows, {})
    predicted = chances(fit(rows.where(~later), recipe, seed), matrix)
    report.calibration(predicted[:, SAME], bins == SAME)
    if "quote_age_hours" in names:
        age = matrix[:, names.index("quote_age_hours")]
        report.errors(
            _by_age(later_rows.text("data"), age, bins, predicted),
            "age of the quote",
            "log loss of the bin of a change",
            f"{len(later_rows)} later rows, by data set.",
        )

    place = place_in_time(rows.numbers("at"), rows.text("data"))

    def error(known: NDArray[np.int64]) -> float:
        return log_loss(bins, chances(fit(rows.at(known), recipe, seed), matrix))

    report.learning_curve(learning_points(~later, place, error), "log loss")
    report.write()


def _by_age(
    data: NDArray[np.str_], age: np.ndarray, bins: NDArray[np.int64], predicted: np.ndarray
) -> dict[str, dict[str, float]]:
    group = np.searchsorted(AGES, age, side="left")
    names = [f"to {end:g} h" for end in AGES[:-1]] + ["older"]
    lines: dict[str, dict[str, float]] = {}
    for source in np.unique(data):
        parts = [(name, (data == source) & (group == at)) for at, name in enumerate(names)]
        lines[str(source)] = {
            name: log_loss(bins[own], predicted[own]) for name, own in parts if own.sum() >= 50
        }
    return lines
