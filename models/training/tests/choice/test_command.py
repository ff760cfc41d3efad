"""The choice model's commands on slates whose shoppers follow a known utility."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from fareline_training.kit.rows import Feature, Rows

NAMES = ("price_over_cheapest", "duration_over_fastest", "departure_sin_1", "user_choices")
RECIPE = {"rounds": 12, "inner_folds": 2, "ridges": [2.0]}
SIZE = 4


def choice_rows(slates: int, leave: bool) -> Rows:
    """Slates of four offers; with `leave`, a quarter of them end without a choice."""
    chance = np.random.default_rng(11)
    values = chance.normal(size=(slates * SIZE, len(NAMES)))
    values[:, 3] = np.repeat(chance.integers(0, 3, slates), SIZE)
    oracle = -3 * values[:, 0] - values[:, 1]
    best = (oracle + chance.gumbel(size=len(oracle))).reshape(-1, SIZE).argmax(axis=1)
    taken = np.zeros((slates, SIZE))
    taken[np.arange(slates), best] = 1
    if leave:
        taken[::4] = 0
    frame = pl.DataFrame(
        {
            "row.data": "simulator",
            "row.session": np.repeat(np.arange(slates), SIZE).astype(float),
            "row.at": np.repeat(np.arange(slates), SIZE) * 60_000.0,
            "row.taken": taken.ravel(),
            "row.booked": np.repeat(taken.any(axis=1) & (np.arange(slates) % 2 == 1), SIZE) * 1.0,
            "row.amount": 100 + 50 * values[:, 0],
            "row.oracle": oracle,
            **{name: values[:, at] for at, name in enumerate(NAMES)},
        }
    )
    return Rows(frame, tuple(Feature(name, "number", "") for name in NAMES))


def liking_rows(rows: Rows, folds: int) -> Rows:
    """Likings of two folds, one repeat; each fold repeats all rows."""
    chance = np.random.default_rng(12)
    fold = np.repeat(np.arange(len(rows) // SIZE) % folds, SIZE).astype(float)
    parts = [
        pl.DataFrame(
            {
                "row.repeat": np.zeros(len(rows)),
                "row.test_fold": np.full(len(rows), float(test)),
                "row.fold": fold,
                "affinity_all_airline": chance.normal(size=len(rows)),
            }
        )
        for test in range(folds)
    ]
    return Rows(pl.concat(parts), (Feature("affinity_all_airline", "number", ""),))


def test_folds_compare_the_model_with_baselines_on_sessions_outside_the_fit(
    run_model: Callable[..., list], write_rows: Callable[[str, Rows], tuple[Path, Path]]
) -> None:
    rows = choice_rows(240, leave=False)
    file, schema = write_rows("likings", liking_rows(rows, 2))
    flags = {"likings": file, "likings_schema": schema}
    metrics = run_model("choice", "evaluate", rows, RECIPE, **flags)
    top = {each["model"]: each["values"]["top1"] for each in metrics}
    assert top["choice model"] > 0.45 > 1 / SIZE
    assert top["cheapest first"] == pytest.approx(
        rows.numbers("taken")[slates_cheapest(rows)].mean()
    )
    assert {each["rows"] for each in metrics} == {240}


def slates_cheapest(rows: Rows) -> np.ndarray:
    amounts = rows.numbers("amount").reshape(-1, SIZE)
    return np.arange(len(amounts)) * SIZE + amounts.argmin(axis=1)


def test_later_simulated_choices_are_bounded_by_the_oracle(run_model: Callable[..., list]) -> None:
    rows = choice_rows(800, leave=True)
    metrics = run_model("choice", "simulate", rows, RECIPE, test_from=600 * 60_000.0)
    clicks = {
        each["model"]: each["values"]
        for each in metrics
        if each["split"] == "later in time, clicks and bookings"
    }
    oracle = clicks["oracle: tastes known, chance not"]["top1"]
    assert 0.8 * oracle < clicks["choice model"]["top1"] < 1.1 * oracle
    (leaves,) = [each for each in metrics if each["split"].endswith("books or leaves")]
    assert leaves["rows"] == 200 and leaves["values"]["ece"] < 0.2


def test_the_artifact_carries_temperature_and_the_outside_option(
    tmp_path: Path,
    run_model: Callable[..., dict],
    release_flags: Callable[..., dict[str, object]],
) -> None:
    rows = choice_rows(300, leave=True)
    built = run_model("choice", "train", rows, RECIPE, **release_flags("simulator"))
    text = (tmp_path / "models" / built["version"] / "manifest.json").read_text()
    assert '"temperature"' in text and '"outside"' in text
    assert built["parity_greatest_difference"] < 5e-5
