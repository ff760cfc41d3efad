"""python -m fareline_training.anomaly: see kit/command.py.

Evaluation happens in TypeScript, on the artifact and by the code that serves it, beside the gate.
"""

from ..kit.artifact import Json
from ..kit.command import RELEASE, Command, Request, run, say
from .artifact import build_artifact
from .fit import fit, recipe_from


def _train(asked: Request) -> Json:
    say(f"fitting on {len(asked.rows)} rows")
    recipe = recipe_from(asked.changes)
    return build_artifact(fit(asked.rows, recipe, asked.seed), recipe, asked.rows, asked.release())


run(Command("train", _train, RELEASE))
