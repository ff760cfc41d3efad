"""One table for every split: baselines, plain XGBoost, and the recipe in each view of a row.

The rows carry their fold. One model is fitted on all training folds together, as the shipped one
is on everything, and each data set is tested on its own test fold.
"""

from collections.abc import Callable

import numpy as np
import polars as pl

from ..kit.conformal import shifted
from ..kit.encode import to_matrix
from ..kit.metrics import coverage
from ..kit.parity import run_onnx
from ..kit.rows import Rows
from .baselines import bucket_median, last_price, plain_xgboost
from .experts import answers
from .export import to_onnx
from .fit import OUTPUTS, FareModel, Recipe, fit
from .metrics import coverage_by_days, interval_metrics, point_metrics
from .money import amount
from .views import VIEWS, hide

Metric = dict[str, object]


def evaluate(
    rows: Rows,
    splits: dict[str, str],
    recipe: Recipe,
    label: str,
    seed: int,
    report_progress: Callable[[str], None],
) -> list[Metric]:
    """`splits` names the split of each data set that is tested."""
    is_train = rows.text("fold") == "train"
    data = rows.text("data")
    report_progress(f"fitting on {is_train.sum()} rows")
    model = fit(rows.where(is_train), recipe, seed, report_progress)
    onnx_bytes = to_onnx(model)
    results: list[Metric] = []
    for name, split in splits.items():
        own = data == name
        train, test = rows.where(own & is_train), rows.where(own & ~is_train)
        # Days that passed are known to all; offers of the test fold are known to none.
        known = rows.where(own) if split.startswith("time-forward") else train
        report_progress(f"testing {name}, {split}, on {len(test)} rows")
        about = {"data": name, "split": split, "rows": len(test), "train_rows": len(train)}
        for baseline, predicted in (
            ("last price", last_price(known, test)),
            ("median of market and days to departure", bucket_median(train, test)),
            ("plain XGBoost, static features", plain_xgboost(train, test, seed)),
        ):
            known_rows = np.isfinite(predicted)
            values = point_metrics(test.where(known_rows), predicted[known_rows], seed)
            results.append(
                about | {"rows": int(known_rows.sum()), "model": baseline, "values": values}
            )
        results += [
            about | {"model": f"{label}, {view}", "values": values}
            for view, values in _views(model, onnx_bytes, test, seed)
        ]
    return results


def _views(
    model: FareModel, onnx_bytes: bytes, test: Rows, seed: int
) -> list[tuple[str, dict[str, float]]]:
    """Answers come from the exported graph, as they do in the Worker."""
    matrix = to_matrix(test.with_features(model.features), model.categories)
    days = test.frame["days_to_departure"].cast(pl.Float64).to_numpy()
    results = []
    for view in VIEWS:
        visible = hide(matrix, model.features, view.hidden)
        answered = [answers(visible, heads.gates) for heads in model.heads]
        if not np.any(answered, axis=0).all():
            continue
        outputs = run_onnx(onnx_bytes, visible)
        raw = np.exp(outputs.astype(np.float64)) * test.scale()[:, None]
        logs = shifted(outputs, OUTPUTS, days, model.conformal, test.text("currency"))
        # In order again, as the Worker puts them.
        quantiles = np.sort(np.exp(logs[:, 1:]), axis=1) * test.scale()[:, None]
        values = (
            point_metrics(test, raw[:, 0], seed)
            | interval_metrics(test, quantiles)
            | coverage_by_days(test, quantiles, days)
            | {"coverage80_raw": coverage(amount(test), raw[:, 1], raw[:, -1])}
        )
        results.append((view.name, values))
    return results
