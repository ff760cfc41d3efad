"""One command line for every model: flags reach the command, one document returns."""

import json
import sys
from pathlib import Path

import polars as pl
import pytest

from fareline_training.kit.command import RELEASE, Command, Request, run

DAY_MS = 86_400_000


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    rows, schema = tmp_path / "rows.parquet", tmp_path / "schema.json"
    frame = {"row.data": ["a", "b", "b"], "row.at": [0.0, DAY_MS, 2.0 * DAY_MS], "x": [1, 2, 3]}
    pl.DataFrame(frame).write_parquet(rows)
    schema.write_text(json.dumps({"features": [{"name": "x", "kind": "number"}]}))
    return [f"--rows={rows}", f"--schema={schema}", "--seed=7"]


def run_command(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> object:
    def count(request: Request) -> object:
        return {"rows": len(request.rows), "seed": request.seed, "changes": request.changes}

    def release(request: Request) -> object:
        found = request.release()
        return found.fields(request.rows) | {"report": found.report, "out": str(found.folder)}

    monkeypatch.setattr(sys, "argv", ["model", *arguments])
    run(Command("count", count), Command("train", release, RELEASE))
    return json.loads(capsys.readouterr().out)


def test_a_command_is_given_rows_seed_and_changes(files, monkeypatch, capsys) -> None:
    found = run_command(["count", *files, '--recipe={"depth": 3}'], monkeypatch, capsys)
    assert found == {"rows": 3, "seed": 7, "changes": {"depth": 3}}


def test_a_release_carries_the_fields_common_to_all_manifests(
    files, tmp_path, monkeypatch, capsys
) -> None:
    metrics = tmp_path / "metrics.json"
    metrics.write_text(json.dumps([{"model": "m"}]))
    sources = json.dumps({name: {"name": name.upper(), "licence": "MIT"} for name in "ab"})
    flags = [f"--metrics={metrics}", f"--sources={sources}", f"--out={tmp_path}"]
    flags += ["--created-at=2026-01-02T03:04:05Z", "--model-version=", "--report"]
    found = run_command(["train", *files, *flags], monkeypatch, capsys)
    a = {"name": "A", "licence": "MIT", "rows": 1, "from": "1970-01-01", "to": "1970-01-01"}
    b = {"name": "B", "licence": "MIT", "rows": 2, "from": "1970-01-02", "to": "1970-01-03"}
    assert found == {
        "version": "",
        "created_at": "2026-01-02T03:04:05Z",
        "training": {"data": [a, b], "seed": 7},
        "metrics": [{"model": "m"}],
        "report": True,
        "out": str(tmp_path),
    }


def test_a_release_of_a_lake_says_which_part_of_it(files, tmp_path, monkeypatch, capsys) -> None:
    metrics = tmp_path / "metrics.json"
    metrics.write_text("[]")
    sources = json.dumps({"a": {"name": "lake of x", "licence": "own"}})
    flags = [f"--metrics={metrics}", f"--sources={sources}", f"--out={tmp_path}"]
    flags += ["--created-at=2026-01-02T03:04:05Z", '--lake={"account": "x"}']
    found = run_command(["train", *files, *flags], monkeypatch, capsys)
    assert found["training"]["lake"] == {"account": "x"}


def test_an_unknown_flag_or_command_is_refused(files, monkeypatch, capsys) -> None:
    for arguments in (["guess", *files], ["count", *files, "--metrics=x"], ["count"]):
        with pytest.raises(SystemExit):
            run_command(arguments, monkeypatch, capsys)
