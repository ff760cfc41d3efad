from collections.abc import Iterator
from pathlib import Path

import numpy as np
import optuna
import pytest

from fareline_training.kit.search import forward_folds, search


def parabola(trial: optuna.Trial) -> Iterator[float]:
    x = trial.suggest_float("x", -10, 10)
    yield (x - 3) ** 2
    yield (x - 3) ** 2 + 1


def silent(_: str) -> None: ...


def test_a_search_starts_from_the_recipe_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    storage = tmp_path / "trials.sqlite"
    told: list[str] = []
    first = search("a", parabola, storage, 1, 1, told.append, {"x": 8.0})
    assert first["first_loss"] == pytest.approx(25.5)
    assert first["best_loss"] <= first["first_loss"]
    assert len(told) == first["trials"]
    again = search("a", parabola, storage, 1, 1, silent, {"x": 8.0})
    assert again["trials"] > first["trials"]
    assert again["best_loss"] <= first["best_loss"]


def test_a_fold_never_learns_from_what_it_is_told_or_from_later() -> None:
    chance = np.random.default_rng(1)
    data = chance.choice(["us", "india"], 1000)
    at = chance.integers(0, 90, 1000).astype(float)
    folds = list(forward_folds(at, data, 3))
    assert len(folds) == 3
    for earlier, later in folds:
        for name in ("us", "india"):
            own = data == name
            assert at[own & earlier].max() < at[own & later].min()
    told = np.sum([later for _, later in folds], axis=0)
    assert told.max() == 1
    assert told.mean() == pytest.approx(0.5, abs=0.03)
