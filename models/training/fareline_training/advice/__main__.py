"""python -m fareline_training.advice: see kit/command.py."""

from ..kit.artifact import Json
from ..kit.command import Command, Request, report_progress, run
from ..kit.recipe import recipe_from
from ..outlook.evaluate import day_number
from .value import Recipe
from .walk import walk_forward


def _evaluate(request: Request) -> list[Json]:
    given = request.given
    return walk_forward(
        request.rows,
        day_number(given.first),
        day_number(given.last),
        recipe_from(Recipe(), request.changes),
        request.seed,
        report_progress,
    )


DATES = {"--first": {"required": True}, "--last": {"required": True}}

run(Command("evaluate", _evaluate, DATES))
