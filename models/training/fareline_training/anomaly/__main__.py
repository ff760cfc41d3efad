"""python -m fareline_training.anomaly: fits the Isolation Forest on rows and writes its artifact.

Evaluation happens in TypeScript, on the artifact and by the code that serves it, beside the gate.
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
    recipe = recipe_from(json.loads(request.recipe))
    print(f"fitting on {len(rows)} rows", file=sys.stderr, flush=True)
    model = fit(rows, recipe, request.seed)
    result = build_artifact(
        model,
        recipe,
        rows,
        json.loads(request.sources),
        json.loads(request.metrics.read_text()) if request.metrics else [],
        {"version": request.model_version, "created_at": request.created_at, "seed": request.seed},
        request.out,
    )
    json.dump(result, sys.stdout)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="anomaly_training")
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


if __name__ == "__main__":
    main()
