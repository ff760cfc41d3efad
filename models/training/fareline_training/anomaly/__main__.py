"""python -m fareline_training.anomaly: see kit/command.py.

Evaluation happens in TypeScript, on the artifact and by the code that serves it, beside the gate.
"""

from ..kit.artifact import Json
from ..kit.command import RELEASE, Command, Request, report_progress, run
from ..kit.recipe import recipe_from
from .artifact import build_artifact
from .fit import Recipe, fit


def _train(request: Request) -> Json:
    report_progress(f"fitting on {len(request.rows)} rows")
    recipe = recipe_from(Recipe(), request.changes)
    return build_artifact(
        fit(request.rows, recipe, request.seed), recipe, request.rows, request.release()
    )


run(Command("train", _train, RELEASE))
