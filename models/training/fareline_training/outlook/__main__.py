"""`evaluate` prints metrics and writes advice rows, `train` writes an artifact; JSON on stdout.

What happens meanwhile is told on standard error, a line each.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from ..kit.rows import Rows, read_rows
from .artifact import EVER, build_artifact
from .calibrate import calibrated
from .evaluate import Teacher, day_number, evaluate_forward, evaluate_transfer
from .fit import fit
from .paths import read_paths
from .recipe import Recipe, recipe_from
from .split import held_departures

#: The panel that is split in time, and those that a shipped model may learn from.
FORWARD = "wizz"
SHIPPED = ("simulator", "arn_fra")


def main() -> None:
    request = _arguments()
    rows = read_rows(request.rows, request.schema)
    recipe = recipe_from(json.loads(request.recipe))
    if request.command == "evaluate":
        result: object = _evaluate(rows, request, recipe)
    else:
        result = build_artifact(
            rows.where(np.isin(rows.text("data"), SHIPPED)),
            recipe,
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


def _evaluate(rows: Rows, request: argparse.Namespace, recipe: Recipe) -> list[dict]:
    data = rows.text("data")
    panel, abroad = rows.where(data == FORWARD), rows.where(data == "arn_fra")
    seed, folder = request.seed, request.advice
    results, teacher = evaluate_forward(
        panel, request.test_from, folder / "wizz.ndjson", recipe, seed, _say
    )
    _say("testing on a market never seen")
    results += evaluate_transfer(
        teacher,
        abroad,
        np.ones(len(abroad), dtype=bool),
        "outlook",
        f"transfer from {FORWARD}",
        folder / "arn_fra.ndjson",
        seed,
    )
    shipped = rows.where(np.isin(data, SHIPPED))
    if "simulator" not in data:
        return results
    _say("fitting what ships")
    own = np.ones(len(shipped), dtype=bool)
    conformal = calibrated(shipped, own, EVER, recipe, seed)
    model = fit(shipped, own, EVER, recipe, seed, say=_say)
    paths = read_paths(panel)
    cut = day_number(request.test_from)
    held = held_departures(panel, paths, cut)
    results += evaluate_transfer(
        Teacher(model, conformal, own),
        panel,
        held & (paths.day >= cut),
        "outlook as shipped",
        f"transfer from {' and '.join(SHIPPED)}",
        folder / "shipped.ndjson",
        seed,
        walked=held,
    )
    return results


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="outlook_training")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("evaluate", "train"):
        command = commands.add_parser(name)
        command.add_argument("--rows", type=Path, required=True)
        command.add_argument("--schema", type=Path, required=True)
        command.add_argument("--seed", type=int, required=True)
        command.add_argument("--recipe", default="{}", help="JSON: fields of Recipe to change")
        if name == "evaluate":
            command.add_argument("--test-from", required=True, help="YYYY-MM-DD")
            command.add_argument("--advice", type=Path, required=True, help="folder")
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
