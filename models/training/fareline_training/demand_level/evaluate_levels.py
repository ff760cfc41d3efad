"""Accuracy of the level, by traffic and days ahead, beside the last level and the ceiling.

The ceiling is the same recipe on the true expectation of each day instead of its count: its errors
come from the future alone, and the rest of the gap is the noise of the counts.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..kit.artifact import Json
from ..kit.encode import to_matrix
from ..kit.metrics import log_loss
from ..kit.rows import Rows
from .levels import LEVELS, Recipe, classes, fit, probabilities

#: Days ahead that are reported; 0 is the level of a day at its end.
REPORTED = (0, 1, 7)


def evaluate_levels(
    rows: Rows, recipe: Recipe, seed: int, report_progress: Callable[[str], None]
) -> list[Json]:
    """Fits on `row.fold` "train" and returns metrics of the rest, by traffic and days ahead."""
    exact = rows.numbers("exact") == 1
    train = rows.text("fold") == "train"
    training_rows = rows.where(train & ~exact)
    report_progress(f"demand level: fitting on {len(training_rows)} rows")
    model = fit(training_rows, recipe, seed)
    ceiling_rows = rows.where(train & exact)
    ceiling = fit(ceiling_rows, recipe, seed)
    metrics = []
    for days in REPORTED:
        selected = ~train & (rows.numbers("days_ahead") == days)
        for traffic in np.unique(rows.numbers("traffic")):
            part = rows.where(selected & ~exact & (rows.numbers("traffic") == traffic))
            mean = float(np.exp(part.frame["log_searches_per_day"].to_numpy()).mean())
            split = f"{_when(days)}, {mean:,.0f} searches a day"
            predicted = probabilities(model, to_matrix(part, {}))
            metrics.append(
                _metric(part, split, len(training_rows), "XGBoost", predicted.argmax(1), predicted)
            )
            last = classes(part, "last_level")
            metrics.append(_metric(part, split, 0, "last level", last))
        part = rows.where(selected & exact)
        predicted = probabilities(ceiling, to_matrix(part, {}))
        split = f"{_when(days)}, endless searches"
        name = "XGBoost on true expectations of past days (ceiling)"
        metrics.append(
            _metric(part, split, len(ceiling_rows), name, predicted.argmax(1), predicted)
        )
    return metrics


def _when(days: int) -> str:
    if days == 0:
        return "at the end of the day"
    return f"{days} day{'s' if days > 1 else ''} ahead"


def _metric(
    part: Rows,
    split: str,
    train_rows: int,
    model: str,
    predicted: NDArray[np.int64],
    chances: NDArray[np.float32] | None = None,
) -> Json:
    actual = classes(part, "level")
    values = {
        "accuracy": float((predicted == actual).mean()),
        "macro_f1": macro_f1(actual, predicted),
    }
    for at, level in enumerate(LEVELS):
        values[f"share_{level}"] = float((actual == at).mean())
    if chances is not None:
        values["log_loss"] = log_loss(actual, chances)
    return {
        "data": "simulator",
        "split": split,
        "rows": len(part),
        "train_rows": train_rows,
        "model": model,
        "values": values,
    }


def macro_f1(actual: NDArray[np.int64], predicted: NDArray[np.int64]) -> float:
    """Mean over the levels that occur or are predicted; harmonic mean of precision and recall."""
    scores = []
    for level in range(len(LEVELS)):
        both = ((actual == level) & (predicted == level)).sum()
        either = (actual == level).sum() + (predicted == level).sum()
        if either:
            scores.append(2 * both / either)
    return float(np.mean(scores))
