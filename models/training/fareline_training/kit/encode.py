"""From rows to a booster's input matrix; the Worker repeats it from the manifest.

A category is its position in a list ordered by the level of what is predicted, so that one
threshold splits the low from the high. What is not known or not listed is NaN.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .rows import Feature, Rows

Categories = Mapping[str, list[str]]
Matrix = NDArray[np.float32]
Vector = NDArray[np.float64]

#: A category observed less often is encoded as unknown, so that training has rows of unknown.
MIN_SEEN = 5
#: Rows of "no different from the rest" that every category starts with.
PRIOR_ROWS = 10


def fit_categories(rows: Rows, level: Vector, net_of: Sequence[str] = ()) -> Categories:
    """`level` has the shape [rows]; its mean over the columns `net_of` is taken off first.

    So an airline is not dear because it sells business.
    """
    column = pl.col("level")
    mean = column.mean().over(*net_of) if net_of else column.mean()
    frame = rows.frame.with_columns(pl.Series("level", level)).with_columns(column - mean)
    return {
        feature.name: _ordered(frame, feature.name)
        for feature in rows.features
        if feature.kind == "category"
    }


def _ordered(frame: pl.DataFrame, name: str) -> list[str]:
    seen = frame.drop_nulls(name).group_by(name).agg(pl.len().alias("n"), pl.col("level").sum())
    return (
        seen.filter(pl.col("n") >= MIN_SEEN)
        .with_columns((pl.col("level") / (pl.col("n") + PRIOR_ROWS)).round(12))
        .sort("level", name)[name]
        .to_list()
    )


def to_matrix(rows: Rows, categories: Categories) -> Matrix:
    """Shape [rows, features]; amounts in model units."""
    scale = rows.scale()
    columns = [_column(rows, feature, categories, scale) for feature in rows.features]
    return np.ascontiguousarray(np.column_stack(columns), dtype=np.float32)


def described_inputs(features: Sequence[Feature], categories: Categories) -> list[dict]:
    """`inputs` of the manifest."""
    return [
        {"name": feature.name, "kind": feature.kind, "unit": feature.unit}
        | ({"categories": categories[feature.name]} if feature.kind == "category" else {})
        for feature in features
    ]


def _column(rows: Rows, feature: Feature, categories: Categories, scale: Vector) -> Vector:
    values = rows.frame[feature.name]
    if feature.kind == "category":
        order = {text: float(at) for at, text in enumerate(categories[feature.name])}
        values = values.replace_strict(order, default=None, return_dtype=pl.Float64)
    numbers = values.cast(pl.Float64).fill_null(np.nan).to_numpy()
    return numbers / scale if feature.kind == "amount" else numbers
