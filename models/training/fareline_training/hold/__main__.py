"""python -m fareline_training.hold: see kit/command.py.

Evaluation happens in TypeScript, on the artifact and by the code that serves it: a cache is
simulated day by day, and what it knows on one day depends on what the model chose before.
"""

from ..kit.artifact import Json
from ..kit.command import RELEASE, SEARCH, Command, Request, run, say
from .artifact import build_artifact
from .fit import fit, recipe_from
from .search import search_hold


def _train(asked: Request) -> Json:
    say(f"fitting on {len(asked.rows)} rows")
    recipe = recipe_from(asked.changes)
    return build_artifact(fit(asked.rows, recipe, asked.seed), recipe, asked.rows, asked.release())


def _search(asked: Request) -> Json:
    recipe = recipe_from(asked.changes)
    return search_hold(asked.rows, recipe, asked.given, asked.seed, say)


run(Command("train", _train, RELEASE), Command("search", _search, SEARCH))
