"""python -m fareline_training.demand_level: see kit/command.py."""

from pathlib import Path

from ..kit.artifact import Json
from ..kit.command import RELEASE, SEARCH, Command, Request, report_progress, run
from ..kit.recipe import recipe_from
from ..kit.rows import Rows, read_rows
from .artifact import build_artifact
from .cities import evaluate_cities
from .evaluate_levels import evaluate_levels
from .levels import Recipe, fit
from .search import search_levels


def _evaluate(request: Request) -> list[Json]:
    cities = read_rows(request.given.city_rows, request.given.city_schema)
    return [
        *evaluate_cities(cities, request.seed, report_progress),
        *evaluate_levels(
            request.rows, recipe_from(Recipe(), request.changes), request.seed, report_progress
        ),
    ]


def _train(request: Request) -> Json:
    training_rows, recipe = _counted(request.rows), recipe_from(Recipe(), request.changes)
    report_progress(f"fitting on {len(training_rows)} rows")
    return build_artifact(
        fit(training_rows, recipe, request.seed), recipe, training_rows, request.release()
    )


def _search(request: Request) -> Json:
    training_rows = _counted(request.rows)
    training_rows = training_rows.where(training_rows.text("fold") == "train")
    return search_levels(
        training_rows,
        recipe_from(Recipe(), request.changes),
        request.given,
        request.seed,
        report_progress,
    )


def _counted(rows: Rows) -> Rows:
    """Rows with counted searches; those with exact expectations only serve as a ceiling."""
    return rows.where(rows.numbers("exact") == 0)


run(
    Command(
        "evaluate",
        _evaluate,
        {
            "--city-rows": {"type": Path, "required": True},
            "--city-schema": {"type": Path, "required": True},
        },
    ),
    Command("train", _train, RELEASE),
    Command("search", _search, SEARCH),
)
