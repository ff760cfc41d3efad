"""python -m fareline_training.outlook: see kit/command.py. `evaluate` writes advice rows too."""

from pathlib import Path

import numpy as np

from ..kit.artifact import Json
from ..kit.command import RELEASE, SEARCH, Command, Request, report_progress, run
from ..kit.recipe import recipe_from
from .artifact import build_artifact
from .evaluate import day_number, evaluate_forward, evaluate_shipped, evaluate_transfer
from .recipe import Recipe
from .search import search_outlook

#: The panel that is split in time, and those that a shipped model may learn from.
FORWARD = "wizz"
SHIPPED = ("simulator", "arn_fra")


def _evaluate(request: Request) -> list[Json]:
    rows, seed, given = request.rows, request.seed, request.given
    recipe, data, folder = (
        recipe_from(Recipe(), request.changes),
        request.rows.text("data"),
        given.advice,
    )
    panel, abroad = rows.where(data == FORWARD), rows.where(data == "arn_fra")
    results, teacher = evaluate_forward(
        panel, given.test_from, folder / "wizz.ndjson", recipe, seed, report_progress
    )
    report_progress("testing on a market never seen")
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
    report_progress("fitting what ships")
    shipped = rows.where(np.isin(data, SHIPPED))
    split, file = f"transfer from {' and '.join(SHIPPED)}", folder / "shipped.ndjson"
    return results + evaluate_shipped(
        shipped, panel, given.test_from, split, file, recipe, seed, report_progress
    )


def _train(request: Request) -> Json:
    rows = request.rows.where(np.isin(request.rows.text("data"), SHIPPED))
    return build_artifact(rows, recipe_from(Recipe(), request.changes), request.release())


def _search(request: Request) -> list[Json]:
    panel = request.rows.where(request.rows.text("data") == FORWARD)
    recipe, given = recipe_from(Recipe(), request.changes), request.given
    return search_outlook(
        panel, day_number(given.test_from), recipe, given, request.seed, report_progress
    )


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
