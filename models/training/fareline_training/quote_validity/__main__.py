"""python -m fareline_training.quote_validity: see kit/command.py.

Evaluation happens in TypeScript, on the artifact and by the code that serves it: a cache is
simulated day by day, and what it knows on one day depends on what the model chose before.
"""

from ..kit.artifact import Json
from ..kit.command import RELEASE, SEARCH, Command, Request, report_progress, run
from ..kit.recipe import recipe_from
from .artifact import build_artifact
from .fit import Recipe, fit
from .search import search_quote_validity


def _train(request: Request) -> Json:
    report_progress(f"fitting on {len(request.rows)} rows")
    recipe = recipe_from(Recipe(), request.changes)
    return build_artifact(
        fit(request.rows, recipe, request.seed), recipe, request.rows, request.release()
    )


def _search(request: Request) -> Json:
    recipe = recipe_from(Recipe(), request.changes)
    return search_quote_validity(request.rows, recipe, request.given, request.seed, report_progress)


run(Command("train", _train, RELEASE), Command("search", _search, SEARCH))
