"""Conformal shifts of every quantile, measured on a later stretch of training than was fitted on."""

import numpy as np
from numpy.typing import NDArray

from ..kit.conformal import calibrate as conformal_shifts
from ..kit.conformal import shifted
from ..kit.rows import Rows
from .fit import fit, matrix_of, predict
from .paths import later_fare, read_paths
from .recipe import HORIZONS, OUTPUTS, QUANTILES, Recipe, quantile_names
from .split import known_at

Mask = NDArray[np.bool_]
Vector = NDArray[np.float64]
Json = dict

#: The later share of the training days that shifts are measured on.
LATER = 0.4


def calibrated(rows: Rows, own: Mask, before: int, recipe: Recipe, seed: int) -> Json:
    """The manifest's `conformal`; all of `own` may be fitted on afterwards with the same recipe."""
    paths = read_paths(rows)
    first, last = int(paths.day[own].min()), int(paths.day[own].max())
    cut = last + 1 - int((last + 1 - first) * LATER)
    early, later = own & (paths.day < cut), own & (paths.day >= cut)
    model = fit(rows, early, before=cut, recipe=recipe, seed=seed, parts=("levels",))
    outputs = predict(model, matrix_of(rows.where(later))).astype(np.float64)
    groups: dict[tuple[int, int], Json] = {}
    for days in HORIZONS:
        actual = known_at(later_fare(paths, days), paths, days, before)[later]
        told = {
            name: (share, outputs[:, OUTPUTS.index(name)])
            for name, share in zip(quantile_names(days), QUANTILES, strict=True)
        }
        days_out = paths.days_out[later].astype(np.float64)
        for group in conformal_shifts(told, actual, days_out)["groups"]:
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
