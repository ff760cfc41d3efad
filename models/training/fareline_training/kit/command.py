"""A model's command line, called by tools/training/kit/python-fit.ts.

One JSON document on standard output is the result; standard error carries progress, a line each.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .artifact import Json, described_data
from .rows import Rows, read_rows


@dataclass(frozen=True)
class Release:
    """Where and as what a fitted model is written."""

    folder: Path
    version: str
    created_at: str
    seed: int
    #: Provenance by name of `row.data`.
    sources: Mapping[str, Json]
    metrics: list[Json]
    #: Whether to write `report.md`, which needs held-out refits.
    report: bool = False
    #: The part of a lake that the rows came from; empty for data sets of files.
    lake: Json = field(default_factory=dict)

    def fields(self, rows: Rows) -> dict[str, Any]:
        """Arguments of `write_artifact` common to all models; `rows` are those it was fitted on."""
        return {
            "version": self.version,
            "created_at": self.created_at,
            "training": {
                "data": described_data(rows, self.sources),
                "seed": self.seed,
                **({"lake": self.lake} if self.lake else {}),
            },
            "metrics": self.metrics,
        }


@dataclass(frozen=True)
class Request:
    rows: Rows
    #: Fields of the model's recipe to change.
    changes: Json
    seed: int
    #: Flags of this command alone.
    given: argparse.Namespace

    def release(self) -> Release:
        """The release described by the flags in RELEASE."""
        return Release(
            self.given.out,
            self.given.model_version,
            self.given.created_at,
            self.seed,
            json.loads(self.given.sources),
            json.loads(self.given.metrics.read_text()),
            self.given.report,
            json.loads(self.given.lake),
        )


#: Settings of argparse's `add_argument`, by flag.
Flags = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Command:
    name: str
    answer: Callable[[Request], object]
    flags: Flags = field(default_factory=dict)


RELEASE: Flags = {
    "--sources": {"required": True, "help": "JSON: provenance by data set"},
    "--metrics": {"required": True, "type": Path, "help": "JSON: figures for the manifest"},
    "--out": {"required": True, "type": Path, "help": "folder of versions"},
    "--created-at": {"required": True, "help": "RFC 3339"},
    "--model-version": {"default": "", "help": "day and hash when empty"},
    "--report": {"action": "store_true", "help": "write report.md too"},
    "--lake": {"default": "{}", "help": "JSON: the part of a lake that the rows came from"},
}
SEARCH: Flags = {
    "--seconds": {"required": True, "type": float},
    "--trials": {"required": True, "type": Path, "help": "SQLite file"},
}


def run(*commands: Command) -> None:
    """Runs the command named in `sys.argv` and prints its result as JSON."""
    parser = argparse.ArgumentParser()
    choices = parser.add_subparsers(required=True)
    for command in commands:
        own = choices.add_parser(command.name)
        own.set_defaults(command=command)
        own.add_argument("--rows", type=Path, required=True)
        own.add_argument("--schema", type=Path, required=True)
        own.add_argument("--seed", type=int, required=True)
        own.add_argument("--recipe", default="{}", help="JSON: fields of the recipe to change")
        for flag, settings in command.flags.items():
            own.add_argument(flag, **settings)
    given = parser.parse_args()
    rows = read_rows(given.rows, given.schema)
    request = Request(rows, json.loads(given.recipe), given.seed, given)
    json.dump(given.command.answer(request), sys.stdout)


def report_progress(text: str) -> None:
    """Prints a line to standard error, which the tools show to the user."""
    print(text, file=sys.stderr, flush=True)
