"""python -m fareline_training.fare: see kit/command.py."""

import json

from ..kit.artifact import Json
from ..kit.command import RELEASE, SEARCH, Command, Request, run, say
from .artifact import build_artifact
from .evaluate import evaluate
from .fit import fit, recipe_from
from .search import search_expert


def _evaluate(asked: Request) -> list[Json]:
    splits, label = json.loads(asked.given.splits), asked.given.label
    return evaluate(asked.rows, splits, recipe_from(asked.changes), label, asked.seed, say)


def _train(asked: Request) -> Json:
    say(f"fitting on {len(asked.rows)} rows")
    model = fit(asked.rows, recipe_from(asked.changes), asked.seed, say)
    say("exporting and checking parity")
    return build_artifact(model, asked.rows, asked.release())


def _search(asked: Request) -> list[Json]:
    known = asked.rows.where(asked.rows.text("fold") == "train")
    experts = recipe_from(asked.changes).experts
    each = asked.given.seconds / len(experts)
    return [
        search_expert(known, expert, asked.given.trials, each, asked.seed, say)
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
