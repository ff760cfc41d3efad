"""python -m fareline_training.choice: see kit/command.py. `simulate` judges simulated shoppers."""

from pathlib import Path

from ..kit.artifact import Json
from ..kit.command import RELEASE, Command, Request, run, say
from .artifact import build_artifact
from .evaluate import evaluate_choices, evaluate_simulated
from .recipe import recipe_from


def _evaluate(asked: Request) -> list[Json]:
    likings = (asked.given.likings, asked.given.likings_schema)
    return evaluate_choices(asked.rows, likings, recipe_from(asked.changes), asked.seed, say)


def _simulate(asked: Request) -> list[Json]:
    recipe, test_from = recipe_from(asked.changes), asked.given.test_from
    return evaluate_simulated(asked.rows, test_from, recipe, asked.seed, say)


def _train(asked: Request) -> Json:
    say(f"fitting on {len(asked.rows)} offers, exporting and checking parity")
    return build_artifact(asked.rows, recipe_from(asked.changes), asked.release())


LIKINGS = {
    "--likings": {"type": Path, "required": True},
    "--likings-schema": {"type": Path, "required": True},
}

run(
    Command("evaluate", _evaluate, LIKINGS),
    Command(
        "simulate",
        _simulate,
        {"--test-from": {"type": float, "required": True, "help": "epoch ms"}},
    ),
    Command("train", _train, RELEASE),
)
