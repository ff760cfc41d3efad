"""python -m fareline_training.demand: see kit/command.py."""

from pathlib import Path

from ..kit.artifact import Json
from ..kit.command import RELEASE, SEARCH, Command, Request, run, say
from ..kit.rows import Rows, read_rows
from .artifact import build_artifact
from .cities import judge_cities
from .judge_levels import judge_levels
from .levels import fit, recipe_from
from .search import search_levels


def _evaluate(asked: Request) -> list[Json]:
    cities = read_rows(asked.given.city_rows, asked.given.city_schema)
    return [
        *judge_cities(cities, asked.seed, say),
        *judge_levels(asked.rows, recipe_from(asked.changes), asked.seed, say),
    ]


def _train(asked: Request) -> Json:
    lesson, recipe = _counted(asked.rows), recipe_from(asked.changes)
    say(f"fitting on {len(lesson)} rows")
    return build_artifact(fit(lesson, recipe, asked.seed), recipe, lesson, asked.release())


def _search(asked: Request) -> Json:
    lesson = _counted(asked.rows)
    lesson = lesson.where(lesson.text("fold") == "train")
    return search_levels(lesson, recipe_from(asked.changes), asked.given, asked.seed, say)


def _counted(rows: Rows) -> Rows:
    """Rows told the truth serve to judge the others by."""
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
