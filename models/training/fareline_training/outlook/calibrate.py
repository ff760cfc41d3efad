"""Conformal shifts of every quantile, measured on stretches of training that were not fitted on."""

import numpy as np
from numpy.typing import NDArray

from ..kit.conformal import calibrate as conformal_shifts
from ..kit.conformal import shifted
from ..kit.rows import Rows
from .fit import fit, matrix_of, predict
from .paths import Paths, later_fare, read_paths
from .recipe import HORIZONS, OUTPUTS, QUANTILES, Recipe, quantile_names
from .split import known_at

Mask = NDArray[np.bool_]
Vector = NDArray[np.float64]
Json = dict

#: Stretches of days; each is predicted by trees fitted on the others.
STRETCHES = 4


def calibrated(rows: Rows, own: Mask, before: int, recipe: Recipe, seed: int) -> Json:
    """The manifest's `conformal`; all of `own` may be fitted on afterwards with the same recipe.

    One later stretch would be one season: the weeks after Christmas are calmer than those before
    and those to come. So every stretch of the training days is predicted once, by trees of the
    other days. On two folds before 2016-02-20 that came nearer to 80 % (83 and 79 % at 7 days) than
    three stretches a week apart (85, 74) or halves of the departures (86, 78).
    """
    paths = read_paths(rows)
    stretch = _stretches(rows.text("data"), paths, own)
    outputs = np.full((len(rows), len(OUTPUTS)), np.nan)
    for held_out in range(STRETCHES):
        selected = own & (stretch == held_out)
        learned = own & (stretch != held_out)
        model = fit(rows, learned, before, recipe, seed, ("levels",))
        outputs[selected] = predict(model, matrix_of(rows.where(selected)))
    groups: dict[tuple[int, int], Json] = {}
    for days in HORIZONS:
        actual = known_at(later_fare(paths, days), paths, days, before)
        predictions = {
            name: (share, outputs[:, OUTPUTS.index(name)])
            for name, share in zip(quantile_names(days), QUANTILES, strict=True)
        }
        for group in conformal_shifts(predictions, actual, paths.days_out.astype(np.float64))[
            "groups"
        ]:
            span = (group["days_from"], group["days_to"])
            groups.setdefault(span, {"rows": 0, "shifts": {}})
            groups[span]["rows"] = max(groups[span]["rows"], group["rows"])
            groups[span]["shifts"] |= group["shifts"]
    return {"level": 0.8, "groups": _disjoint(groups)}


def with_shifts(outputs: Vector, days_out: NDArray[np.int64], conformal: Json) -> Vector:
    """Outputs as models/outlook/decode-outlook.ts reads them: shifted, quantiles in order."""
    result = shifted(outputs, OUTPUTS, days_out, conformal)
    for days in HORIZONS:
        columns = [OUTPUTS.index(name) for name in quantile_names(days)]
        result[:, columns] = np.sort(result[:, columns], axis=1)
    return result


def _disjoint(groups: dict[tuple[int, int], Json]) -> list[Json]:
    """Horizons may have joined groups differently: cut at every edge, so that each day has one."""
    edges = sorted({first for first, _ in groups} | {last + 1 for _, last in groups})
    cut = []
    for first, end in zip(edges, edges[1:], strict=False):
        over = [group for (a, b), group in groups.items() if a <= first and end - 1 <= b]
        shifts: Json = {}
        for group in over:
            shifts |= group["shifts"]
        cut.append(
            {
                "days_from": first,
                "days_to": end - 1,
                "rows": max(group["rows"] for group in over),
                "shifts": shifts,
            }
        )
    return cut


def _stretches(data: NDArray[np.str_], paths: Paths, own: Mask) -> NDArray[np.int64]:
    """Equally many days each, data set by data set. [rows]"""
    part = np.zeros(len(data), dtype=np.int64)
    for name in np.unique(data[own]):
        rows = data == name
        first, last = int(paths.day[own & rows].min()), int(paths.day[own & rows].max())
        part[rows] = (paths.day[rows] - first) * STRETCHES // (last + 1 - first)
    return np.clip(part, 0, STRETCHES - 1)
