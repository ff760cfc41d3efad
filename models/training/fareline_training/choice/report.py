"""The choice model's report: what moves a score, and calibration on later choices."""

from pathlib import Path

import numpy as np

from ..kit.contributions import contributions
from ..kit.report import SHAP_ROWS, Report, gains_of
from .fit import ChoiceModel, fit, score
from .recipe import Recipe
from .rows import Simulated
from .slates import Table, Vector, softmax

#: Later slates than this share are predicted by a refit without them.
EARLIER = 0.8


def write_report(
    model: ChoiceModel, recipe: Recipe, data: Simulated, seed: int, version: str, folder: Path
) -> None:
    report = Report(
        folder,
        f"Choice model {version}: report",
        "The score that ships: logit and ranker together. Errors are in card.md.",
    )
    report.importance(data.names, gains_of(model.boosters[0], data.names))
    features = data.all.features
    shown = features[np.linspace(0, len(features) - 1, SHAP_ROWS).astype(int)]
    report.contributions(data.names, shown, effects(model, shown))
    early = data.at < np.quantile(data.at, EARLIER)
    refit = fit(data.names, data.all.where(early & data.taken), recipe, seed)
    later = data.all.where(~early & data.taken)
    predicted = softmax(score(refit, later.features) / refit.temperature, later)
    report.calibration(predicted, later.taken == 1)
    report.write()


def effects(model: ChoiceModel, features: Table) -> Vector:
    """Contributions of inputs to scores, beyond the mean of `features`. Shape [rows, inputs]."""
    boosters = [contributions(booster, features)[:, 0, :-1] for booster in model.boosters]
    result = model.ranker_share * np.mean(boosters, axis=0)
    terms = model.terms.of(features) * model.weights
    for column, (name, _) in enumerate(model.terms.wanted):
        result[:, model.names.index(name)] += terms[:, column] - terms[:, column].mean()
    return result
