"""Imports the package before a test imports xgboost: see its module text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fareline_training.kit.command import Release


@pytest.fixture(scope="session")
def release_of() -> Callable[..., Release]:
    """A release into a folder, from sources by their names in `row.data`."""

    def release(folder: Path, *data: str) -> Release:
        source = {"licence": "CC0", "url": "https://example.com"}
        sources = {name: source | {"name": f"Some {name}"} for name in data}
        return Release(folder, "", "2026-01-02T03:04:05Z", 1, sources, [], report=True)

    return release
