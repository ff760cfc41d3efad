"""The fare model's artifact; raw golden rows beside it guard the encoding before the engine."""

import numpy as np
from numpy.typing import NDArray

from ..kit.artifact import Json, write_artifact
from ..kit.command import Release
from ..kit.conformal import shifted
from ..kit.contributions import contributions, output_contributions
from ..kit.encode import Matrix, described_inputs, to_matrix
from ..kit.parity import check_parity, run_onnx
from ..kit.rows import Rows, sample
from .experts import answers
from .export import to_onnx
from .facts import FACTS
from .fit import OUTPUTS, QUANTILES, FareModel, predict
from .report import write_report
from .views import VIEWS, hide

GOLDEN_ROWS = 24
#: Golden rows whose contributions travel too, 0.8 kB each.
EXPLAINED_ROWS = 24
PARITY_ROWS = 20_000


def build_artifact(model: FareModel, rows: Rows, release: Release) -> Json:
    """Writes the artifact into `release.folder/<version>`; returns what kit/artifact.py returns."""
    onnx_bytes = to_onnx(model)
    checked = sample(rows, PARITY_ROWS).with_features(model.features)
    matrix = to_matrix(checked, model.categories)
    difference = check_parity(onnx_bytes, matrix, predict(model, matrix))
    golden, raw = _golden(model, rows)
    _add_outputs(raw, run_onnx(onnx_bytes, golden), model.conformal)
    written = write_artifact(
        release.folder,
        model="fare",
        task="price of an offer for one passenger, expected and at quantiles",
        target="log(price_major / currency_scale[currency])",
        quantiles=QUANTILES,
        inputs=described_inputs(model.features, model.categories),
        outputs=OUTPUTS,
        currency_scale=rows.currency_scale,
        conformal=model.conformal,
        card_facts=FACTS,
        onnx_bytes=onnx_bytes,
        golden=golden,
        contributions=[
            output_contributions("expected", _contributions(model, golden[:EXPLAINED_ROWS]))
        ],
        **release.fields(rows),
    )
    if release.report:
        version = str(written["version"])
        write_report(model, rows, release.metrics, version, release.folder / version)
    checks = {"parity_rows": len(checked), "parity_greatest_difference": difference}
    return written | checks | {"rows": len(rows), "golden": raw}


def _contributions(model: FareModel, matrix: Matrix) -> NDArray[np.float64]:
    """Contributions in the expert that answers a row. Shape [rows, features + 1], base last."""
    rows = np.zeros((len(matrix), matrix.shape[1] + 1))
    for heads in model.heads:
        own = answers(matrix, heads.gates)
        if own.any():
            rows[own] = contributions(heads.point, matrix[own])[:, 0]
    rows[:, -1] += model.centre
    return rows


def _add_outputs(raw: list[Json], outputs: np.ndarray, conformal: Json) -> None:
    """`outputs` of each row as the Worker decodes them: calibrated, quantiles in order."""
    days = np.array([row["values"].get("days_to_departure", np.nan) for row in raw], dtype=float)
    currency = np.array([row["currency"] for row in raw])
    answers = shifted(outputs, OUTPUTS, days, conformal, currency)
    answers[:, 1:] = np.sort(answers[:, 1:], axis=1)
    for row, answer in zip(raw, answers.tolist(), strict=True):
        row["outputs"] = answer


def _golden(model: FareModel, rows: Rows) -> tuple[Matrix, list[Json]]:
    """Rows of every data set, each in one of the views."""
    data = rows.text("data")
    names = np.unique(data)
    raw: list[Json] = []
    tensors: list[Matrix] = []
    for name in names:
        part = sample(rows.where(data == name), GOLDEN_ROWS // len(names))
        matrix = to_matrix(part.with_features(model.features), model.categories)
        for line, values in enumerate(part.frame.iter_rows(named=True)):
            view = VIEWS[line % len(VIEWS)]
            tensors.append(hide(matrix[line : line + 1], model.features, view.hidden))
            given = {
                feature.name: values[feature.name]
                for feature in model.features
                if values[feature.name] is not None and view.hidden.isdisjoint(feature.groups)
            }
            raw.append({"currency": values["row.currency"], "values": given})
    return np.concatenate(tensors), raw
