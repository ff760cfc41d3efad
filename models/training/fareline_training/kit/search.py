"""Bayesian search of a recipe with Optuna, on time-forward folds inside the training rows.

Trials are stored as they end, so a search goes on where it stopped: same file, same name, more
seconds. It never sees a test row; what it finds becomes a recipe's default by hand, with the
command that found it.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import optuna
from numpy.typing import NDArray

from .rows import Rows

Mask = NDArray[np.bool_]
Json = dict[str, object]
Recipe = TypeVar("Recipe")
Fold = TypeVar("Fold")
#: One loss a fold, the smaller the better; folds that are worse than most end a trial early.
Losses = Callable[[optuna.Trial], Iterable[float]]


def search(
    name: str,
    losses: Losses,
    storage: Path,
    seconds: float,
    seed: int,
    report_progress: Callable[[str], None],
    first: Mapping[str, object] | None = None,
) -> Json:
    """`first` is tried first: the recipe as it stands, to be beaten."""
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    found = f"sqlite:///{storage}"
    done = len(optuna.create_study(study_name=name, storage=found, load_if_exists=True).trials)
    study = optuna.load_study(
        study_name=name,
        storage=found,
        # A search that goes on must not draw what it drew before.
        sampler=optuna.samplers.TPESampler(seed=seed + done, multivariate=True),
        pruner=optuna.pruners.MedianPruner(n_startup_trials=8),
    )
    if first and done == 0:
        study.enqueue_trial(dict(first))
    started = time.monotonic()

    def objective(trial: optuna.Trial) -> float:
        seen: list[float] = []
        for step, loss in enumerate(losses(trial)):
            seen.append(loss)
            trial.report(float(np.mean(seen)), step)
            if trial.should_prune():
                raise optuna.TrialPruned
        return float(np.mean(seen))

    def report_trial(_: optuna.Study, trial: optuna.trial.FrozenTrial) -> None:
        left = seconds - (time.monotonic() - started)
        value = "pruned" if trial.value is None else f"{trial.value:.5f}"
        report_progress(f"search {name}: trial {trial.number} {value}, {max(0, left):.0f} s left")

    study.optimize(objective, timeout=seconds, callbacks=[report_trial])
    ended = [trial for trial in study.trials if trial.value is not None]
    if not ended:
        raise ValueError(f"no trial of {name} ended within {seconds} s; give it more")
    best = min(ended, key=lambda trial: (trial.value, trial.number))
    return {
        "search": name,
        "trials": len(study.trials),
        "first_loss": ended[0].value,
        "best_loss": best.value,
        "best": best.params,
    }


@dataclass(frozen=True)
class Range:
    """Whole numbers where both ends are. `log` where a doubling matters as much anywhere."""

    low: float
    high: float
    log: bool = False


#: The fields that most recipes share.
TREES: Mapping[str, Range] = {
    "rounds": Range(20, 240, log=True),
    "depth": Range(2, 8),
    "eta": Range(0.02, 0.3, log=True),
    "min_child_weight": Range(1.0, 300.0, log=True),
    "subsample": Range(0.5, 1.0),
    "colsample": Range(0.3, 1.0),
    "reg_lambda": Range(0.1, 20.0, log=True),
}


def search_recipe(
    name: str,
    recipe: Recipe,
    ranges: Mapping[str, Range],
    folds: Sequence[Fold],
    loss: Callable[[Recipe, Fold], float],
    **how: Any,
) -> Json:
    """Searches `ranges` of a recipe's fields; `how` are the other arguments of `search`."""

    def losses(trial: optuna.Trial) -> Iterator[float]:
        tried = replace(recipe, **{each: _suggest(trial, each, ranges[each]) for each in ranges})
        return (loss(tried, fold) for fold in folds)

    return search(name, losses, first={each: getattr(recipe, each) for each in ranges}, **how)


def thinned(rows: Rows, most: int, seed: int) -> Rows:
    """About so many rows of each data set: enough to compare recipes while trials stay short."""
    chance = np.random.default_rng(seed).random(len(rows))
    _, index, counts = np.unique(rows.text("data"), return_inverse=True, return_counts=True)
    return rows.where(chance < most / counts[index])


def suggest_xgboost(trial: optuna.Trial, rounds: tuple[int, int], prefix: str = "") -> Json:
    """The ranges usual for fare models. `rounds` is limited by the artifact's megabyte."""
    return {
        "rounds": trial.suggest_int(f"{prefix}rounds", *rounds, log=True),
        "max_depth": trial.suggest_int(f"{prefix}max_depth", 3, 12),
        "eta": trial.suggest_float(f"{prefix}eta", 0.01, 0.3, log=True),
        "subsample": trial.suggest_float(f"{prefix}subsample", 0.5, 1.0),
        "colsample_bytree": trial.suggest_float(f"{prefix}colsample_bytree", 0.3, 1.0),
        "min_child_weight": trial.suggest_float(f"{prefix}min_child_weight", 0.5, 50, log=True),
        "reg_alpha": trial.suggest_float(f"{prefix}reg_alpha", 1e-4, 10, log=True),
        "reg_lambda": trial.suggest_float(f"{prefix}reg_lambda", 1e-2, 20, log=True),
        "gamma": trial.suggest_float(f"{prefix}gamma", 1e-6, 1, log=True),
    }


def latest(rows: Rows, share: float = 0.2) -> Mask:
    """The last rows of each data set, on which a held-out refit is evaluated. Shape [rows]."""
    return next(forward_folds(rows.numbers("at"), rows.text("data"), 1, 1 - share))[1]


def first_instants(rows: Rows, later: Mask) -> NDArray[np.float64]:
    """The first instant (`row.at`) among `later` of each row's data set. Shape [rows]."""
    data, at = rows.text("data"), rows.numbers("at")
    first = {name: at[later & (data == name)].min() for name in np.unique(data)}
    return np.array([first[name] for name in data])


def place_in_time(at: NDArray[np.float64], data: NDArray[np.str_]) -> NDArray[np.float64]:
    """Share of its data set that is earlier than a row, 0 to below 1. Shape [rows]."""
    place = np.zeros(len(at))
    for name in np.unique(data):
        own = data == name
        order = np.sort(at[own])
        place[own] = np.searchsorted(order, at[own], side="left") / own.sum()
    return place


def forward_folds(
    at: NDArray[np.float64], data: NDArray[np.str_], folds: int = 3, first: float = 0.5
) -> Iterator[tuple[Mask, Mask]]:
    """Earlier rows and those of the next stretch, in each data set; one instant stays together.

    The first fold fits on the first half of the instants, the last one tests on the last rows.
    """
    place = place_in_time(at, data)
    edges = np.linspace(first, 1, folds + 1)
    for begin, end in zip(edges, edges[1:], strict=False):
        yield place < begin, (place >= begin) & (place < end)


def _suggest(trial: optuna.Trial, name: str, within: Range) -> float:
    if isinstance(within.low, int) and isinstance(within.high, int):
        return trial.suggest_int(name, within.low, within.high, log=within.log)
    return trial.suggest_float(name, within.low, within.high, log=within.log)
