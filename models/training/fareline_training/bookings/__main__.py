"""python -m fareline_training.bookings: `evaluate` prints metrics, `train` writes an artifact.

One JSON document on standard output; what happens meanwhile is told on standard error.
"""

import argparse
import json
import sys
from pathlib import Path

from ..kit.rows import read_rows
from .artifact import build_artifact
from .evaluate import evaluate
from .fit import fit, recipe_from


def main() -> None:
    request = _arguments()
    rows = read_rows(request.rows, request.schema)
    recipe = recipe_from(json.loads(request.recipe))
    if request.command == "evaluate":
        result: object = evaluate(rows, request.test_from, recipe, request.seed, _say)
    else:
        _say(f"fitting on {len(rows)} rows")
        result = build_artifact(
            fit(rows, recipe, request.seed),
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
    parser = argparse.ArgumentParser(prog="bookings_training")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("evaluate", "train"):
        command = commands.add_parser(name)
        command.add_argument("--rows", type=Path, required=True)
        command.add_argument("--schema", type=Path, required=True)
        command.add_argument("--seed", type=int, required=True)
        command.add_argument("--recipe", default="{}", help="JSON: fields of Recipe to change")
        if name == "evaluate":
            command.add_argument("--test-from", type=int, required=True, help="day number")
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
