"""The fare model as one ONNX graph: trees, the level they stand on, quantiles put in order.

features [rows, n] -> TreeEnsemble -> margins [rows, 6] = point, five offsets
expected = point + centre; quantiles = sort(offsets + expected); outputs = expected, quantiles
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from ..kit.trees import Ensemble, add_booster, to_node
from .fit import OUTPUTS, QUANTILES, FareModel

#: The oldest pair that has the operator; onnxruntime-web 1.30 reads it.
OPSETS = {"": 21, "ai.onnx.ml": 5}
IR_VERSION = 10


def to_onnx(model: FareModel) -> bytes:
    ensemble = Ensemble(targets=len(OUTPUTS))
    for heads in model.heads:
        add_booster(ensemble, heads.point, [0], heads.gates)
        add_booster(ensemble, heads.quantiles, range(1, len(OUTPUTS)), heads.gates)
    nodes = [
        to_node(ensemble, "features", "margins"),
        helper.make_node("Split", ["margins", "parts"], ["point", "offsets"], axis=1),
        helper.make_node("Add", ["point", "centre"], ["expected"]),
        helper.make_node("Add", ["offsets", "expected"], ["unsorted"]),
        helper.make_node(
            "TopK", ["unsorted", "quantiles"], ["sorted", "order"], axis=1, largest=0, sorted=1
        ),
        helper.make_node("Concat", ["expected", "sorted"], ["outputs"], axis=1),
    ]
    constants = [
        numpy_helper.from_array(np.array([1, len(QUANTILES)], dtype=np.int64), "parts"),
        numpy_helper.from_array(np.array([len(QUANTILES)], dtype=np.int64), "quantiles"),
        numpy_helper.from_array(np.array([model.centre], dtype=np.float32), "centre"),
    ]
    graph = helper.make_graph(
        nodes,
        "fare",
        [
            helper.make_tensor_value_info(
                "features", TensorProto.FLOAT, ["rows", len(model.features)]
            )
        ],
        [helper.make_tensor_value_info("outputs", TensorProto.FLOAT, ["rows", len(OUTPUTS)])],
        constants,
    )
    opsets = [helper.make_opsetid(domain, version) for domain, version in OPSETS.items()]
    proto = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
    onnx.checker.check_model(proto)
    return proto.SerializeToString(deterministic=True)
