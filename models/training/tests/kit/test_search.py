from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import optuna
import polars as pl
import pytest

from fareline_training.kit.rows import Rows
from fareline_training.kit.search import (
    Range,
    first_instants,
    forward_folds,
    latest,
    place_in_time,
    search,
    search_recipe,
    thinned,
)


def parabola(trial: optuna.Trial) -> Iterator[float]:
    x = trial.suggest_float("x", -10, 10)
    yield (x - 3) ** 2
    yield (x - 3) ** 2 + 1


def silent(_: str) -> None: ...


def test_a_search_starts_from_the_recipe_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    storage = tmp_path / "trials.sqlite"
    found: list[str] = []
    first = search("a", parabola, storage, 1, 1, found.append, {"x": 8.0})
    assert first["first_loss"] == pytest.approx(25.5)
    assert first["best_loss"] <= first["first_loss"]
    assert len(found) == first["trials"]
    again = search("a", parabola, storage, 1, 1, silent, {"x": 8.0})
    assert again["trials"] > first["trials"]
    assert again["best_loss"] <= first["best_loss"]


def test_a_fold_never_fits_on_its_own_or_later_rows() -> None:
    chance = np.random.default_rng(1)
    data = chance.choice(["us", "india"], 1000)
    at = chance.integers(0, 90, 1000).astype(float)
    folds = list(forward_folds(at, data, 3))
    assert len(folds) == 3
    for earlier, later in folds:
        for name in ("us", "india"):
            own = data == name
            assert at[own & earlier].max() < at[own & later].min()
    found = np.sum([later for _, later in folds], axis=0)
    assert found.max() == 1
    assert found.mean() == pytest.approx(0.5, abs=0.03)


@dataclass(frozen=True)
class Toy:
    rounds: int = 8
    eta: float = 0.5
    other: str = "kept"


def test_a_recipe_is_searched_by_its_fields_from_what_it_is(tmp_path: Path) -> None:
    tried: list[Toy] = []

    def loss(recipe: Toy, fold: int) -> float:
        tried.append(recipe)
        return abs(recipe.rounds - 5) + fold

    ranges = {"rounds": Range(1, 16, log=True), "eta": Range(0.1, 0.9)}
    how = {"storage": tmp_path / "t.sqlite", "seconds": 1, "seed": 1, "report_progress": silent}
    found = search_recipe("toy", Toy(), ranges, [0, 1], loss, **how)
    assert tried[:2] == [Toy(), Toy()]
    assert found["first_loss"] == pytest.approx(3.5)
    assert {each.other for each in tried} == {"kept"}
    assert all(isinstance(each.rounds, int) and 1 <= each.rounds <= 16 for each in tried)


def some_rows() -> Rows:
    """The old data set is over before the new one begins."""
    at = np.concatenate([np.arange(300), 1e6 + np.arange(100)])
    data = ["old"] * 300 + ["new"] * 100
    return Rows(pl.DataFrame({"row.at": at, "row.data": data}), ())


def test_each_data_set_has_its_own_first_and_last_rows() -> None:
    rows = some_rows()
    later, data = latest(rows), rows.text("data")
    assert [later[data == name].sum() for name in ("old", "new")] == [60, 20]
    first = first_instants(rows, later)
    assert set(first[data == "old"]) == {240.0} and set(first[data == "new"]) == {1e6 + 80}
    place = place_in_time(rows.numbers("at"), data)
    assert place[data == "old"].tolist() == pytest.approx(np.arange(300) / 300)
    assert place[data == "new"].min() == 0


def test_thinning_takes_as_many_of_a_large_as_of_a_small_data_set() -> None:
    few = thinned(some_rows(), 100, 1).text("data")
    assert (few == "new").sum() == 100
    assert 70 < (few == "old").sum() < 130
