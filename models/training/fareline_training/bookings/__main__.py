"""python -m fareline_training.bookings: see kit/command.py."""

from ..kit.artifact import Json
from ..kit.command import RELEASE, SEARCH, Command, Request, run, say
from .artifact import build_artifact
from .evaluate import evaluate
from .fit import fit, recipe_from
from .search import search_bookings


def _evaluate(asked: Request) -> list[Json]:
    recipe = recipe_from(asked.changes)
    return evaluate(asked.rows, asked.given.test_from, recipe, asked.seed, say)


def _train(asked: Request) -> Json:
    say(f"fitting on {len(asked.rows)} rows")
    recipe = recipe_from(asked.changes)
    return build_artifact(fit(asked.rows, recipe, asked.seed), recipe, asked.rows, asked.release())


def _search(asked: Request) -> Json:
    given = asked.given
    return search_bookings(
        asked.rows, given.test_from, recipe_from(asked.changes), given, asked.seed, say
    )


TEST_FROM = {"--test-from": {"type": int, "required": True, "help": "day number"}}

run(
    Command("evaluate", _evaluate, TEST_FROM),
    Command("train", _train, RELEASE),
    Command("search", _search, {**SEARCH, **TEST_FROM}),
)
