"""Imports the package before a test imports xgboost: see its module text."""

import json
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fareline_training.kit.command import Release
from fareline_training.kit.rows import Rows


@pytest.fixture(scope="session")
def release_of() -> Callable[..., Release]:
    """A release into a folder, from sources by their names in `row.data`."""

    def release(folder: Path, *data: str) -> Release:
        source = {"licence": "CC0", "url": "https://example.com"}
        sources = {name: source | {"name": f"Some {name}"} for name in data}
        return Release(folder, "", "2026-01-02T03:04:05Z", 1, sources, [], report=True)

    return release


@pytest.fixture
def write_rows(tmp_path: Path) -> Callable[[str, Rows], tuple[Path, Path]]:
    """Writes rows as the TypeScript replay does: a Parquet file and its schema."""

    def write(name: str, rows: Rows) -> tuple[Path, Path]:
        parquet, schema = tmp_path / f"{name}.parquet", tmp_path / f"{name}.json"
        rows.frame.write_parquet(parquet)
        features = [
            {"name": each.name, "kind": each.kind, "unit": each.unit, "groups": list(each.groups)}
            for each in rows.features
        ]
        schema.write_text(json.dumps({"features": features, "currency_scale": rows.currency_scale}))
        return parquet, schema

    return write


@pytest.fixture
def run_model(
    write_rows: Callable[[str, Rows], tuple[Path, Path]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., object]:
    """Runs `python -m fareline_training.<model> <command>` on rows; returns its JSON document."""

    def run(model: str, command: str, rows: Rows, recipe: dict, **flags: object) -> object:
        parquet, schema = write_rows(f"{model}-{command}", rows)
        given = {"rows": parquet, "schema": schema, "seed": 1, "recipe": json.dumps(recipe)}
        given |= {name.replace("_", "-"): value for name, value in flags.items()}
        arguments = [f"--{name}={value}" for name, value in given.items()]
        monkeypatch.setattr(sys, "argv", [model, command, *arguments])
        runpy.run_module(f"fareline_training.{model}", run_name="__main__")
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def release_flags(tmp_path: Path) -> Callable[..., dict[str, object]]:
    """Flags of `train` for data sets by their names in `row.data`."""

    def flags(*data: str) -> dict[str, object]:
        metrics = tmp_path / "metrics.json"
        metrics.write_text("[]")
        sources = {name: {"name": name, "licence": "CC0", "url": "https://x.org"} for name in data}
        return {
            "sources": json.dumps(sources),
            "metrics": metrics,
            "out": tmp_path / "models",
            "created_at": "2026-01-02T03:04:05Z",
        }

    return flags


@pytest.fixture
def search_flags(tmp_path: Path) -> dict[str, object]:
    """Flags of a `search` that ends after its first trial."""
    return {"seconds": 0.01, "trials": tmp_path / "trials.sqlite"}
