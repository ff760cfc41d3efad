"""Held-out refits on the training side of each split, beside the baselines. Metrics as JSON."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ..kit.metrics import calibration_error
from ..kit.rows import Rows
from .baselines import usual_logit, xgboost_ranker
from .fit import ChoiceModel, fit, logit_alone, score
from .metrics import Figures, probability_figures, ranked
from .outside import fit_outside, takes_any
from .recipe import Recipe
from .rows import Fold, Simulated, folds, simulated
from .slates import Slates, Vector, inclusive_value, softmax

Json = dict[str, object]
ReportProgress = Callable[[str], None]

MODEL = "choice model"


def evaluate_choices(
    rows: Rows,
    likings: tuple[Path, Path],
    recipe: Recipe,
    seed: int,
    report_progress: ReportProgress,
) -> list[Json]:
    """Folds by session; figures are means over repeats, `*_sd` their deviation between repeats."""
    by_repeat: dict[str, list[Figures]] = defaultdict(list)
    scores: dict[str, Vector] = {}
    cheapest = -rows.numbers("amount")
    seen: Fold | None = None
    for fold in folds(rows, *likings):
        if fold.test_fold == 0:
            scores = defaultdict(lambda: np.zeros(len(rows)))
        test = fold.fold_of == fold.test_fold
        train, held_out = fold.slates.where(~test), fold.slates.where(test)
        at = test[fold.slates.slate_of]
        model = fit(fold.names, train, recipe, seed)
        report_progress(
            f"repeat {fold.repeat} fold {fold.test_fold}: ridge {model.ridge}, "
            f"ranker {model.ranker_share:.2f}, temperature {model.temperature:.2f}"
        )
        scores[MODEL][at] = score(model, held_out.features) / model.temperature
        scores["logit with likings"][at] = logit_alone(model, held_out.features)
        scores["conditional logit"][at] = usual_logit(fold.names, train, held_out)
        scores["xgboost ranker"][at] = xgboost_ranker(train, held_out, seed)
        if fold.test_fold == int(fold.fold_of.max()):
            for name, values in scores.items():
                by_repeat[name].append(
                    probability_figures(softmax(values, fold.slates), fold.slates)
                )
        seen = fold
    if seen is None:
        raise ValueError("there are no folds")
    split = f"5 folds by session, {len(by_repeat[MODEL])} times"
    count = len(seen.slates)
    metrics = [
        _metric("itinerary choices", split, count, count * 4 // 5, name, _mean(figures))
        for name, figures in by_repeat.items()
    ]
    plain = ranked(cheapest, seen.slates)
    return [_metric("itinerary choices", split, count, 0, "cheapest first", plain), *metrics]


def evaluate_simulated(
    rows: Rows, test_from: float, recipe: Recipe, seed: int, report_progress: ReportProgress
) -> list[Json]:
    """Trained on sessions before `test_from`, epoch ms, tested on those after it."""
    data = simulated(rows)
    late = data.at >= test_from
    train = data.all.where(data.taken & ~late)
    chosen = data.taken & late
    test = data.all.where(chosen)
    at = chosen[data.all.slate_of]
    report_progress(f"simulator: fitting on {len(train)} choices, testing on {len(test)}")
    model = fit(data.names, train, recipe, seed)
    without = _without_likings(data)
    plain = fit(data.names, without(train), recipe, seed)
    answers = {
        "cheapest first": -data.amount[at],
        "conditional logit": usual_logit(data.names, train, test),
        "xgboost ranker": xgboost_ranker(train, test, seed),
        "logit with likings": logit_alone(model, test.features),
        "without likings": score(plain, without(test).features) / plain.temperature,
        MODEL: score(model, test.features) / model.temperature,
        "oracle: tastes known, chance not": data.oracle[at],
    }
    parts = {
        "clicks and bookings": np.ones(len(test), dtype=bool),
        "bookings": data.booked[chosen],
        "of users who came before": data.known[chosen] > 0,
    }
    metrics = []
    for part, slates in parts.items():
        selected, inside = test.where(slates), slates[test.slate_of]
        for name, scores in answers.items():
            figures = ranked if name == "cheapest first" else _probability_figures
            metrics.append(
                _metric(
                    "simulator",
                    f"later in time, {part}",
                    len(selected),
                    len(train),
                    name,
                    figures(scores[inside], selected),
                )
            )
    return [*metrics, _leaves(data, late, model, len(train))]


def _leaves(data: Simulated, late: np.ndarray, model: ChoiceModel, train_rows: int) -> Json:
    """Calibration of the chance that any offer of a slate is booked."""
    worth = inclusive_value(score(model, data.all.features) / model.temperature, data.all)
    outside = fit_outside(worth[~late], data.booked[~late])
    chance = takes_any(outside, worth[late])
    booked = data.booked[late]
    values = {
        "ece": calibration_error(booked, chance),
        "log_likelihood": float(np.log(np.where(booked, chance, 1 - chance)).mean()),
    }
    return _metric(
        "simulator", "later in time, books or leaves", int(late.sum()), train_rows, MODEL, values
    )


def _without_likings(data: Simulated) -> Callable[[Slates], Slates]:
    hidden = [name.startswith(("affinity_", "leaning_", "user_")) for name in data.names]

    def hide(slates: Slates) -> Slates:
        features = slates.features.copy()
        features[:, hidden] = np.nan
        return slates.with_features(features)

    return hide


def _probability_figures(scores: Vector, slates: Slates) -> Figures:
    return probability_figures(softmax(scores, slates), slates)


def _mean(repeats: list[Figures]) -> Figures:
    means = {name: float(np.mean([each[name] for each in repeats])) for name in repeats[0]}
    spread = {f"{name}_sd": float(np.std([each[name] for each in repeats])) for name in repeats[0]}
    return means | spread


def _metric(data: str, split: str, rows: int, train_rows: int, model: str, values: Figures) -> Json:
    return {
        "data": data,
        "split": split,
        "rows": rows,
        "train_rows": train_rows,
        "model": model,
        "values": values,
    }
