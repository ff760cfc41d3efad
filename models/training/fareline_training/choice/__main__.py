"""`evaluate` and `simulate` print metrics, `train` writes an artifact. One JSON document each.

What happens meanwhile is told on standard error, a line each.
"""

import argparse
import json
import sys
from pathlib import Path

from ..kit.rows import read_rows
from .artifact import build_artifact
from .evaluate import evaluate_choices, evaluate_simulated
from .recipe import recipe_from


def main() -> None:
    request = _arguments()
    rows = read_rows(request.rows, request.schema)
    recipe = recipe_from(json.loads(request.recipe))
    result: object
    if request.command == "evaluate":
        likings = (request.likings, request.likings_schema)
        result = evaluate_choices(rows, likings, recipe, request.seed, _say)
    elif request.command == "simulate":
        result = evaluate_simulated(rows, request.test_from, recipe, request.seed, _say)
    else:
        _say(f"fitting on {len(rows)} offers, exporting and checking parity")
        result = build_artifact(
            rows,
            recipe,
            request.seed,
            json.loads(request.sources),
            json.loads(request.metrics.read_text()),
            {"version": request.model_version, "created_at": request.created_at},
            request.out,
        )
    json.dump(result, sys.stdout)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="choice_training")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("evaluate", "simulate", "train"):
        command = commands.add_parser(name)
        command.add_argument("--rows", type=Path, required=True)
        command.add_argument("--schema", type=Path, required=True)
        command.add_argument("--seed", type=int, required=True)
        command.add_argument("--recipe", default="{}", help="JSON: fields of Recipe to change")
        if name == "evaluate":
            command.add_argument("--likings", type=Path, required=True)
            command.add_argument("--likings-schema", type=Path, required=True)
        elif name == "simulate":
            command.add_argument("--test-from", type=float, required=True, help="epoch ms")
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
