"""python -m fareline_training.hold: fits the hold model on rows and writes its artifact.

Evaluation happens in TypeScript, on the artifact and by the code that serves it: a cache is
simulated day by day, and what it knows on one day depends on what the model chose before.
What is printed is one JSON document; what happens meanwhile is told on standard error.
"""

import argparse
import json
import sys
from pathlib import Path

from ..kit.rows import read_rows
from .artifact import build_artifact
from .fit import fit, recipe_from


def main() -> None:
    request = _arguments()
    rows = read_rows(request.rows, request.schema)
    _say(f"fitting on {len(rows)} rows")
    model = fit(rows, recipe_from(json.loads(request.recipe)), request.seed)
    result = build_artifact(
        model,
        rows,
        json.loads(request.sources),
        json.loads(request.metrics.read_text()) if request.metrics else [],
        {"version": request.model_version, "created_at": request.created_at, "seed": request.seed},
        request.out,
    )
    json.dump(result, sys.stdout)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="hold_training")
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--schema", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--recipe", default="{}", help="JSON: fields of Recipe to change")
    parser.add_argument("--sources", required=True, help="JSON: provenance by data set")
    parser.add_argument("--metrics", type=Path, help="JSON: figures for the manifest")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--created-at", required=True, help="RFC 3339")
    parser.add_argument("--model-version", default="")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
