"""Training rows as the TypeScript replay wrote them: one row a decision, as of decision time.

Nothing here recomputes a feature. Columns named `row.*` describe the row (data set, instant,
market, departure date, fold, outcome); every other column is a feature.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

Kind = Literal["number", "amount", "category"]


@dataclass(frozen=True)
class Feature:
    name: str
    kind: Kind
    unit: str
    #: Inputs it depends on; a view hides a feature when it hides any of these.
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows:
    frame: pl.DataFrame
    features: tuple[Feature, ...]
    #: Units of a currency per model unit, about units per USD; empty for models without money.
    currency_scale: dict[str, float] = field(default_factory=dict)

    def __len__(self) -> int:
        return self.frame.height

    def where(self, mask: NDArray[np.bool_]) -> "Rows":
        return replace(self, frame=self.frame.filter(pl.Series(mask)))

    def at(self, index: NDArray[np.int64]) -> "Rows":
        """Rows by position, in the order of `index`."""
        return replace(self, frame=self.frame[index])

    def with_features(self, features: Sequence[Feature]) -> "Rows":
        return replace(self, features=tuple(features))

    def text(self, column: str) -> NDArray[np.str_]:
        """`row.<column>`, "" where not known. Shape [rows]."""
        return self.frame[f"row.{column}"].fill_null("").to_numpy().astype(str)

    def numbers(self, column: str) -> NDArray[np.float64]:
        """`row.<column>`, NaN where not known. Shape [rows]."""
        return self.frame[f"row.{column}"].cast(pl.Float64).fill_null(np.nan).to_numpy()

    def scale(self) -> NDArray[np.float64]:
        """Units of the row's currency per model unit; 1 where rows have no currency. [rows]."""
        if "row.currency" not in self.frame.columns:
            return np.ones(len(self))
        return self.frame["row.currency"].replace_strict(self.currency_scale).to_numpy()


def read_rows(parquet: Path, schema: Path) -> Rows:
    """Raises ValueError when the file lacks a feature of the schema."""
    described = json.loads(schema.read_text())
    features = tuple(
        Feature(each["name"], each["kind"], each.get("unit", ""), tuple(each.get("groups", ())))
        for each in described["features"]
    )
    frame = pl.read_parquet(parquet)
    missing = [feature.name for feature in features if feature.name not in frame.columns]
    if missing:
        raise ValueError(f"{parquet} lacks the features {missing}; write it and {schema} together")
    return Rows(frame, features, described.get("currency_scale", {}))


def sample(rows: Rows, count: int) -> Rows:
    """About evenly spread rows, the first and the last among them."""
    chosen = np.zeros(len(rows), dtype=bool)
    chosen[np.linspace(0, len(rows) - 1, min(count, len(rows))).astype(int)] = True
    return rows.where(chosen)


def sample_each(rows: Rows, count: int) -> Rows:
    """About so many rows in all, as many of every data set, in the order of their names."""
    data = rows.text("data")
    names = np.unique(data)
    parts = [sample(rows.where(data == name), count // len(names)).frame for name in names]
    return replace(rows, frame=pl.concat(parts))
