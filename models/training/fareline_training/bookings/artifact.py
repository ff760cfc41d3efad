"""The bookings model's file and manifest: ratios to the pickup forecast."""

from pathlib import Path

from ..kit.artifact import Json, described_data, write_artifact
from ..kit.encode import described_inputs, to_matrix
from ..kit.graph import Graph
from ..kit.lightgbm_trees import add_lightgbm
from ..kit.parity import check_parity
from ..kit.rows import Rows, sample
from ..kit.trees import Ensemble
from .facts import FACTS
from .fit import OUTPUTS, QUANTILES, BookingsModel, ratios

GOLDEN_ROWS = 24
PARITY_ROWS = 20_000


def to_onnx(model: BookingsModel, inputs: int) -> bytes:
    ensemble = Ensemble(targets=len(OUTPUTS))
    for target, booster in enumerate(model.boosters):
        add_lightgbm(ensemble, booster, [target])
    graph = Graph("bookings", inputs, ensemble)
    return graph.finish(graph.add(graph.margins, 1.0))


def build_artifact(
    model: BookingsModel,
    rows: Rows,
    sources: dict[str, Json],
    metrics: list[Json],
    identity: Json,
    folder: Path,
) -> Json:
    """Writes the artifact into `folder/<version>` and says what it wrote."""
    onnx_bytes = to_onnx(model, len(rows.features))
    matrix = to_matrix(sample(rows, PARITY_ROWS), {})
    difference = check_parity(onnx_bytes, matrix, ratios(model, matrix))
    written = write_artifact(
        folder,
        model="bookings",
        version=str(identity["version"]),
        created_at=str(identity["created_at"]),
        task="final bookings of a market and departure date, had nothing been sold out",
        target="final bookings over what is booked plus the mean of pickup and fresh pickup",
        inputs=described_inputs(rows.features, {}),
        outputs=OUTPUTS,
        quantiles=tuple(QUANTILES.values()),
        conformal=model.conformal,
        training={"data": described_data(rows, sources), "seed": identity["seed"]},
        metrics=metrics,
        card_facts=FACTS,
        onnx_bytes=onnx_bytes,
        golden=to_matrix(sample(rows, GOLDEN_ROWS), {}),
    )
    return written | {"parity_rows": len(matrix), "parity_greatest_difference": difference}
