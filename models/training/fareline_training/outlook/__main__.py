"""python -m fareline_training.outlook: see kit/command.py. `evaluate` writes advice rows too."""

from pathlib import Path

import numpy as np

from ..kit.artifact import Json
from ..kit.command import RELEASE, SEARCH, Command, Request, run, say
from .artifact import build_artifact
from .evaluate import day_number, evaluate_forward, evaluate_shipped, evaluate_transfer
from .recipe import recipe_from
from .search import search_outlook

#: The panel that is split in time, and those that a shipped model may learn from.
FORWARD = "wizz"
SHIPPED = ("simulator", "arn_fra")


def _evaluate(asked: Request) -> list[Json]:
    rows, seed, given = asked.rows, asked.seed, asked.given
    recipe, data, folder = recipe_from(asked.changes), asked.rows.text("data"), given.advice
    panel, abroad = rows.where(data == FORWARD), rows.where(data == "arn_fra")
    results, teacher = evaluate_forward(
        panel, given.test_from, folder / "wizz.ndjson", recipe, seed, say
    )
    say("testing on a market never seen")
    results += evaluate_transfer(
        teacher,
        abroad,
        np.ones(len(abroad), dtype=bool),
        "outlook",
        f"transfer from {FORWARD}",
        folder / "arn_fra.ndjson",
        seed,
    )
    if "simulator" not in data:
        return results
    say("fitting what ships")
    shipped = rows.where(np.isin(data, SHIPPED))
    split, file = f"transfer from {' and '.join(SHIPPED)}", folder / "shipped.ndjson"
    return results + evaluate_shipped(
        shipped, panel, given.test_from, split, file, recipe, seed, say
    )


def _train(asked: Request) -> Json:
    rows = asked.rows.where(np.isin(asked.rows.text("data"), SHIPPED))
    return build_artifact(rows, recipe_from(asked.changes), asked.release())


def _search(asked: Request) -> list[Json]:
    panel = asked.rows.where(asked.rows.text("data") == FORWARD)
    recipe, given = recipe_from(asked.changes), asked.given
    return search_outlook(panel, day_number(given.test_from), recipe, given, asked.seed, say)


TEST_FROM = {"--test-from": {"required": True, "help": "YYYY-MM-DD"}}

run(
    Command(
        "evaluate",
        _evaluate,
        {**TEST_FROM, "--advice": {"type": Path, "required": True, "help": "folder"}},
    ),
    Command("train", _train, RELEASE),
    Command("search", _search, {**SEARCH, **TEST_FROM}),
)
