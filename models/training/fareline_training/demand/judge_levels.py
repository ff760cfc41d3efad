"""How often the level is right, by traffic and days ahead, beside the last level and the ceiling.

The ceiling is the same recipe told the true expectation of each day instead of its count: what is
then still wrong is the future's doing, and the rest of the gap is the luck of the counts.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..kit.artifact import Json
from ..kit.encode import to_matrix
from ..kit.metrics import log_loss
from ..kit.rows import Rows
from .levels import LEVELS, Recipe, classes, fit, probabilities

#: Days ahead that are reported; 0 tells the level of a day at its end.
REPORTED = (0, 1, 7)


def judge_levels(rows: Rows, recipe: Recipe, seed: int, say: Callable[[str], None]) -> list[Json]:
    exact = rows.numbers("exact") == 1
    train = rows.text("fold") == "train"
    lesson = rows.where(train & ~exact)
    say(f"demand level: fitting on {len(lesson)} rows")
    model = fit(lesson, recipe, seed)
    ceiling_lesson = rows.where(train & exact)
    ceiling = fit(ceiling_lesson, recipe, seed)
    metrics = []
    for days in REPORTED:
        asked = ~train & (rows.numbers("days_ahead") == days)
        for traffic in np.unique(rows.numbers("traffic")):
            part = rows.where(asked & ~exact & (rows.numbers("traffic") == traffic))
            mean = float(np.exp(part.frame["log_searches_per_day"].to_numpy()).mean())
            split = f"{_when(days)}, {mean:,.0f} searches a day"
            said = probabilities(model, to_matrix(part, {}))
            metrics.append(_metric(part, split, len(lesson), "XGBoost", said.argmax(1), said))
            last = classes(part, "last_level")
            metrics.append(_metric(part, split, 0, "last level", last))
        part = rows.where(asked & exact)
        said = probabilities(ceiling, to_matrix(part, {}))
        split = f"{_when(days)}, endless searches"
        name = "XGBoost told the truth of past days (ceiling)"
        metrics.append(_metric(part, split, len(ceiling_lesson), name, said.argmax(1), said))
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
    said: NDArray[np.int64],
    chances: NDArray[np.float32] | None = None,
) -> Json:
    actual = classes(part, "level")
    values = {"accuracy": float((said == actual).mean()), "macro_f1": macro_f1(actual, said)}
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


def macro_f1(actual: NDArray[np.int64], said: NDArray[np.int64]) -> float:
    """Mean over the levels that occur or are said; harmonic mean of precision and recall."""
    scores = []
    for level in range(len(LEVELS)):
        both = ((actual == level) & (said == level)).sum()
        either = (actual == level).sum() + (said == level).sum()
        if either:
            scores.append(2 * both / either)
    return float(np.mean(scores))
