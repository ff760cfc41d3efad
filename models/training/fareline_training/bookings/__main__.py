"""python -m fareline_training.bookings: see kit/command.py."""

from ..kit.artifact import Json
from ..kit.command import RELEASE, SEARCH, Command, Request, report_progress, run
from ..kit.recipe import recipe_from
from .artifact import build_artifact
from .evaluate import evaluate
from .fit import Recipe, fit
from .search import search_bookings


def _evaluate(request: Request) -> list[Json]:
    recipe = recipe_from(Recipe(), request.changes)
    return evaluate(request.rows, request.given.test_from, recipe, request.seed, report_progress)


def _train(request: Request) -> Json:
    report_progress(f"fitting on {len(request.rows)} rows")
    recipe = recipe_from(Recipe(), request.changes)
    return build_artifact(
        fit(request.rows, recipe, request.seed), recipe, request.rows, request.release()
    )


def _search(request: Request) -> Json:
    given = request.given
    return search_bookings(
        request.rows,
        given.test_from,
        recipe_from(Recipe(), request.changes),
        given,
        request.seed,
        report_progress,
    )


TEST_FROM = {"--test-from": {"type": int, "required": True, "help": "day number"}}

run(
    Command("evaluate", _evaluate, TEST_FROM),
    Command("train", _train, RELEASE),
    Command("search", _search, {**SEARCH, **TEST_FROM}),
)
