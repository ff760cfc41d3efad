"""The card of a version from a lake names the lake, and leaves out facts of other data."""

from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper

from fareline_training.kit.artifact import write_artifact

LAKE = {
    "account": "acme",
    "mode": "test",
    "hours": {"from": "2026-11-01T00:00:00Z", "to": "2026-11-08T00:00:00Z", "count": 168},
    "events": 9,
    "test_from": "2026-11-07T00:00:00Z",
    "until": "2026-11-08T00:00:00Z",
    "code_revision": "abc",
    "feature_schema": "def",
}


def identity() -> bytes:
    names = ("features", "outputs")
    shapes = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [None, 1]) for n in names]
    node = helper.make_node("Identity", ["features"], ["outputs"])
    graph = helper.make_graph([node], "identity", shapes[:1], shapes[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return model.SerializeToString()


@pytest.mark.parametrize("lake", [LAKE, None])
def test_a_card_says_where_its_rows_come_from(tmp_path: Path, lake: dict | None) -> None:
    data = [{"name": "rows", "licence": "own", "rows": 3, "from": "a", "to": "b"}]
    written = write_artifact(
        tmp_path,
        model="fare",
        version="v1",
        created_at="2026-11-08T00:00:00Z",
        task="a task",
        target="a target",
        inputs=[{"name": "x", "kind": "number", "unit": ""}],
        outputs=["expected"],
        onnx_bytes=identity(),
        golden=np.ones((2, 1), dtype=np.float32),
        training={"data": data, "seed": 1, **({"lake": lake} if lake else {})},
        metrics=[],
        card_facts={"limits": ["Fitted on simulated markets."]},
    )
    text = (tmp_path / str(written["version"]) / "card.md").read_text()
    assert ("168 hours of the lake of acme" in text) == (lake is not None)
    assert ("simulated markets" in text) == (lake is None)
