"""Writes an artifact: `model.onnx`, its manifest, and the card written from the manifest.

Golden rows travel in the manifest: tensors with the answers of ONNX Runtime, which guard engines.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from .card import card
from .encode import Matrix
from .parity import run_onnx
from .rows import Rows

#: A Worker holds all models in 64 MB of WASM memory; about 5 MB a model of this size.
MAX_BYTES = 1_000_000

Json = dict[str, object]


def write_artifact(
    folder: Path,
    *,
    model: str,
    version: str,
    created_at: str,
    task: str,
    target: str,
    inputs: Sequence[Json],
    outputs: Sequence[str],
    onnx_bytes: bytes,
    golden: Matrix,
    training: Json,
    metrics: Sequence[Json],
    quantiles: Sequence[float] = (),
    currency_scale: Mapping[str, float] | None = None,
    conformal: Json | None = None,
    card_facts: Json | None = None,
    **extra: object,
) -> Json:
    """Writes into `folder/<version>`; returns version, hash and size.

    An empty `version` becomes the day and the hash. `training` is {"data": [...], "seed": n};
    `described_data` makes its entries; "lake" is added to rows of a lake. `golden` are input
    tensors [rows, inputs]. kit/card.py describes `card_facts`. `extra` are the manifest's
    optional fields (models/runtime/artifact.ts).
    Raises ValueError for a file over MAX_BYTES, and for outputs that are not finite.
    """
    if len(onnx_bytes) > MAX_BYTES:
        raise ValueError(f"model.onnx is {len(onnx_bytes)} bytes > {MAX_BYTES}; use fewer rounds")
    sha256 = hashlib.sha256(onnx_bytes).hexdigest()
    version = version or f"{created_at[:10]}-{sha256[:8]}"
    answers = run_onnx(onnx_bytes, golden)
    if answers.shape[1] != len(outputs) or not np.isfinite(answers).all():
        raise ValueError(f"golden rows: {len(outputs)} finite outputs wanted, got {answers.shape}")
    manifest: Json = {
        "schema": 1,
        "model": model,
        "version": version,
        "created_at": created_at,
        "task": task,
        "target": target,
        "quantiles": list(quantiles),
        "inputs": list(inputs),
        "outputs": list(outputs),
        "currency_scale": dict(currency_scale or {}),
        **({"conformal": conformal} if conformal else {}),
        **extra,
        "training": training,
        "metrics": list(metrics),
        # The facts of a model's card describe the data sets that ship.
        **({"card": card_facts} if card_facts and "lake" not in training else {}),
        "onnx_sha256": sha256,
        "onnx_bytes": len(onnx_bytes),
        "golden": {"features": _nullable(golden), "outputs": answers.astype(float).tolist()},
    }
    out = folder / version
    out.mkdir(parents=True, exist_ok=True)
    (out / "model.onnx").write_bytes(onnx_bytes)
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    (out / "card.md").write_text(card(manifest))
    return {"version": version, "onnx_sha256": sha256, "onnx_bytes": len(onnx_bytes)}


def described_data(rows: Rows, sources: Mapping[str, Json]) -> list[Json]:
    """Provenance by name of `row.data`, with how many rows and which days (`row.at`, epoch ms)."""
    described = []
    for name, source in sources.items():
        at = rows.where(rows.text("data") == name).numbers("at")
        described.append(source | {"rows": len(at), "from": _day(at.min()), "to": _day(at.max())})
    return described


def _day(at: float) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()


def _nullable(features: Matrix) -> list[list[float | None]]:
    return [[None if np.isnan(value) else float(value) for value in row] for row in features]
