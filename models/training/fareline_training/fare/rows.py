"""Training rows as the TypeScript replay wrote them: one row an offer, as of decision time.

Nothing here recomputes a feature. Columns named `row.*` describe the row (data set, instant,
market, departure date, cabin, flight, fold, price); every other column is a feature.
"""

import json
from dataclasses import dataclass
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
    #: What must be known to know it; a view hides a feature when it hides any of these.
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    frame: pl.DataFrame
    features: tuple[Feature, ...]
    #: Units of a currency per model unit, about units per USD.
    currency_scale: dict[str, float]

    def __len__(self) -> int:
        return self.frame.height

    def where(self, mask: NDArray[np.bool_]) -> "Rows":
        return Rows(self.frame.filter(pl.Series(mask)), self.features, self.currency_scale)

    def text(self, column: str) -> NDArray[np.str_]:
        return self.frame[f"row.{column}"].fill_null("").to_numpy().astype(str)

    def scale(self) -> NDArray[np.float64]:
        """Shape [rows]."""
        return self.frame["row.currency"].replace_strict(self.currency_scale).to_numpy()

    def amount(self) -> NDArray[np.float64]:
        """What the offer cost, major units of its currency. Shape [rows]."""
        return self.frame["row.amount"].to_numpy()

    def fare(self) -> NDArray[np.float64]:
        """What the offer cost, model units. Shape [rows]."""
        return self.amount() / self.scale()


def read_rows(parquet: Path, schema: Path) -> Rows:
    described = json.loads(schema.read_text())
    features = tuple(
        Feature(**(feature | {"groups": tuple(feature["groups"])}))
        for feature in described["features"]
    )
    frame = pl.read_parquet(parquet)
    missing = [feature.name for feature in features if feature.name not in frame.columns]
    if missing:
        raise ValueError(f"{parquet} lacks the features {missing}; write it and {schema} together")
    return Rows(frame, features, described["currency_scale"])
