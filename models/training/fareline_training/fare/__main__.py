"""python -m fareline_training.fare: see kit/command.py."""

import json

from ..kit.artifact import Json
from ..kit.command import RELEASE, SEARCH, Command, Request, report_progress, run
from ..kit.recipe import recipe_from
from .artifact import build_artifact
from .evaluate import evaluate
from .fit import Recipe, fit
from .search import search_expert


def _evaluate(request: Request) -> list[Json]:
    splits, label = json.loads(request.given.splits), request.given.label
    return evaluate(
        request.rows,
        splits,
        recipe_from(Recipe(), request.changes),
        label,
        request.seed,
        report_progress,
    )


def _train(request: Request) -> Json:
    report_progress(f"fitting on {len(request.rows)} rows")
    model = fit(request.rows, recipe_from(Recipe(), request.changes), request.seed, report_progress)
    report_progress("exporting and checking parity")
    return build_artifact(model, request.rows, request.release())


def _search(request: Request) -> list[Json]:
    known = request.rows.where(request.rows.text("fold") == "train")
    experts = recipe_from(Recipe(), request.changes).experts
    each = request.given.seconds / len(experts)
    return [
        search_expert(known, expert, request.given.trials, each, request.seed, report_progress)
        for expert in experts
    ]


run(
    Command(
        "evaluate",
        _evaluate,
        {
            "--splits": {"required": True, "help": "JSON: split by data set"},
            "--label": {"default": "fare model"},
        },
    ),
    Command("train", _train, RELEASE),
    Command("search", _search, SEARCH),
)
