"""python -m fareline_training.choice: see kit/command.py. `simulate` judges simulated shoppers."""

from pathlib import Path

from ..kit.artifact import Json
from ..kit.command import RELEASE, Command, Request, report_progress, run
from ..kit.recipe import recipe_from
from .artifact import build_artifact
from .evaluate import evaluate_choices, evaluate_simulated
from .recipe import Recipe


def _evaluate(request: Request) -> list[Json]:
    likings = (request.given.likings, request.given.likings_schema)
    return evaluate_choices(
        request.rows, likings, recipe_from(Recipe(), request.changes), request.seed, report_progress
    )


def _simulate(request: Request) -> list[Json]:
    recipe, test_from = recipe_from(Recipe(), request.changes), request.given.test_from
    return evaluate_simulated(request.rows, test_from, recipe, request.seed, report_progress)


def _train(request: Request) -> Json:
    report_progress(f"fitting on {len(request.rows)} offers, exporting and checking parity")
    return build_artifact(request.rows, recipe_from(Recipe(), request.changes), request.release())


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
