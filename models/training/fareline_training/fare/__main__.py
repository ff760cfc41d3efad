"""`evaluate` prints metrics, `train` writes an artifact, `search` tells a recipe. One JSON document
on standard output.

What happens meanwhile is told on standard error, a line each.
"""

import argparse
import json
import sys
from pathlib import Path

from ..kit.rows import read_rows
from .artifact import build_artifact
from .evaluate import evaluate
from .fit import fit, recipe_from
from .search import search_expert


def main() -> None:
    request = _arguments()
    rows = read_rows(request.rows, request.schema)
    recipe = recipe_from(json.loads(request.recipe))
    if request.command == "evaluate":
        splits = json.loads(request.splits)
        result: object = evaluate(rows, splits, recipe, request.label, request.seed, _say)
    elif request.command == "search":
        known = rows.where(rows.text("fold") == "train")
        each = request.seconds / len(recipe.experts)
        result = [
            search_expert(known, expert, request.trials, each, request.seed, _say)
            for expert in recipe.experts
        ]
    else:
        _say(f"fitting on {len(rows)} rows")
        model = fit(rows, recipe, request.seed, _say)
        _say("exporting and checking parity")
        result = build_artifact(
            model,
            rows,
            json.loads(request.sources),
            json.loads(request.metrics.read_text()),
            {
                "version": request.model_version,
                "created_at": request.created_at,
                "seed": request.seed,
            },
            request.out,
        )
    json.dump(result, sys.stdout)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fare_training")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("evaluate", "train", "search"):
        command = commands.add_parser(name)
        command.add_argument("--rows", type=Path, required=True)
        command.add_argument("--schema", type=Path, required=True)
        command.add_argument("--seed", type=int, required=True)
        command.add_argument("--recipe", default="{}", help="JSON: fields of Recipe to change")
        if name == "evaluate":
            command.add_argument("--label", default="fare model")
            command.add_argument("--splits", required=True, help="JSON: split by data set")
        elif name == "search":
            command.add_argument("--seconds", type=float, required=True)
            command.add_argument("--trials", type=Path, required=True, help="SQLite file")
        else:
            command.add_argument("--sources", required=True, help="JSON: provenance by data set")
            command.add_argument("--metrics", type=Path, required=True)
            command.add_argument("--out", type=Path, required=True)
            command.add_argument("--created-at", required=True, help="RFC 3339")
            command.add_argument("--model-version", default="")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
