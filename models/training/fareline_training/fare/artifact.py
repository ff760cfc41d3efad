"""What ships: `model.onnx`, the manifest that explains it, the card written from the manifest.

Also golden rows, at two depths: tensors inside the manifest, which guard an engine, and raw
feature rows in a file of their own, which guard the encoding before it.
"""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from .card import card
from .encode import Matrix, to_matrix
from .export import to_onnx
from .fit import OUTPUTS, QUANTILES, FareModel
from .parity import check_parity, run_onnx
from .rows import Rows
from .views import VIEWS, hide

MAX_BYTES = 1_000_000
GOLDEN_ROWS = 24
PARITY_ROWS = 20_000

Json = dict[str, object]


def build_artifact(
    model: FareModel,
    rows: Rows,
    sources: dict[str, Json],
    metrics: list[Json],
    identity: Json,
    folder: Path,
) -> Json:
    """Writes the artifact into `folder/<version>` and says what it wrote."""
    onnx_bytes = to_onnx(model)
    if len(onnx_bytes) > MAX_BYTES:
        raise ValueError(f"model.onnx is {len(onnx_bytes)} bytes > {MAX_BYTES}; use fewer rounds")
    sample = _sample(rows, PARITY_ROWS)
    matrix = to_matrix(Rows(sample.frame, model.features, rows.currency_scale), model.categories)
    difference = check_parity(model, onnx_bytes, matrix)
    sha256 = hashlib.sha256(onnx_bytes).hexdigest()
    version = str(identity["version"] or f"{str(identity['created_at'])[:10]}-{sha256[:8]}")
    golden, raw = _golden(model, rows, onnx_bytes)
    manifest = {
        "schema": 1,
        "model": "fare",
        "version": version,
        "created_at": identity["created_at"],
        "task": "price of an offer for one passenger, expected and at quantiles",
        "target": "log(price_major / currency_scale[currency])",
        "quantiles": list(QUANTILES),
        "inputs": [_input(model, index) for index in range(len(model.features))],
        "outputs": list(OUTPUTS),
        "currency_scale": rows.currency_scale,
        "training": {
            "data": [_described(rows, name, source) for name, source in sources.items()],
            "seed": identity["seed"],
        },
        "metrics": metrics,
        "onnx_sha256": sha256,
        "golden": golden,
    }
    out = folder / version
    out.mkdir(parents=True, exist_ok=True)
    (out / "model.onnx").write_bytes(onnx_bytes)
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    (out / "card.md").write_text(card(manifest, len(onnx_bytes)))
    return {
        "version": version,
        "onnx_sha256": sha256,
        "onnx_bytes": len(onnx_bytes),
        "parity_rows": len(sample),
        "parity_greatest_difference": difference,
        "rows": len(rows),
        "golden": raw,
    }


def _input(model: FareModel, index: int) -> Json:
    feature = model.features[index]
    described: Json = {"name": feature.name, "kind": feature.kind, "unit": feature.unit}
    if feature.kind == "category":
        described["categories"] = model.categories[feature.name]
    return described


def _described(rows: Rows, name: str, source: Json) -> Json:
    at = rows.where(rows.text("data") == name).frame["row.at"]
    return source | {"rows": len(at), "from": _day(at.min()), "to": _day(at.max())}


def _day(at: object) -> str:
    return datetime.fromtimestamp(float(str(at)) / 1000, UTC).date().isoformat()


def _sample(rows: Rows, count: int) -> Rows:
    chosen = np.zeros(len(rows), dtype=bool)
    chosen[np.linspace(0, len(rows) - 1, min(count, len(rows))).astype(int)] = True
    return rows.where(chosen)


def _golden(model: FareModel, rows: Rows, onnx_bytes: bytes) -> tuple[Json, list[Json]]:
    """Rows of every data set, each in one of the views."""
    data = rows.text("data")
    names = np.unique(data)
    each = [_sample(rows.where(data == name), GOLDEN_ROWS // len(names)) for name in names]
    raw: list[Json] = []
    tensors: list[Matrix] = []
    for part in each:
        matrix = to_matrix(Rows(part.frame, model.features, rows.currency_scale), model.categories)
        for line, values in enumerate(part.frame.iter_rows(named=True)):
            view = VIEWS[line % len(VIEWS)]
            tensors.append(hide(matrix[line : line + 1], model.features, view.hidden))
            told = {
                feature.name: values[feature.name]
                for feature in model.features
                if values[feature.name] is not None and view.hidden.isdisjoint(feature.groups)
            }
            raw.append({"currency": values["row.currency"], "values": told})
    features = np.concatenate(tensors)
    outputs = run_onnx(onnx_bytes, features).astype(float).tolist()
    for row, answer in zip(raw, outputs, strict=True):
        row["outputs"] = answer
    nullable = [[None if np.isnan(value) else float(value) for value in line] for line in features]
    return {"features": nullable, "outputs": outputs}, raw
