"""A model as one ONNX graph: features [rows, n] -> TreeEnsemble -> few operators -> outputs.

    graph = Graph("demand", inputs=12, ensemble=ensemble)
    graph.finish(graph.softmax(graph.add(graph.margins, base)))

Values are float32 matrices [rows, width]; widths are kept so that mistakes show here.
"""

from collections.abc import Sequence

import numpy as np
import onnx
from numpy.typing import ArrayLike
from onnx import NodeProto, TensorProto, helper, numpy_helper

from .trees import Ensemble, to_node

#: The oldest pair that has the operator TreeEnsemble; onnxruntime-web 1.30 reads it.
OPSETS = {"": 21, "ai.onnx.ml": 5}
IR_VERSION = 10


class Graph:
    def __init__(self, name: str, inputs: int, ensemble: Ensemble) -> None:
        self.name, self.inputs = name, inputs
        self.margins = "margins"
        self._nodes: list[NodeProto] = [to_node(ensemble, "features", self.margins)]
        self._constants: list[TensorProto] = []
        self._widths = {self.margins: ensemble.targets}

    def add(self, a: str, b: str | ArrayLike) -> str:
        """`b` may be one number or one a column; a value of width 1 is added to every column."""
        return self._pair("Add", a, b)

    def mul(self, a: str, b: str | ArrayLike) -> str:
        return self._pair("Mul", a, b)

    def sigmoid(self, a: str) -> str:
        return self._node("Sigmoid", [a], [self._widths[a]])[0]

    def exp(self, a: str) -> str:
        return self._node("Exp", [a], [self._widths[a]])[0]

    def softmax(self, a: str) -> str:
        """Over the columns of a row."""
        return self._node("Softmax", [a], [self._widths[a]], axis=1)[0]

    def split(self, a: str, sizes: Sequence[int]) -> list[str]:
        if sum(sizes) != self._widths[a]:
            raise ValueError(f"{a} has {self._widths[a]} columns, not {list(sizes)}")
        return self._node("Split", [a, self._ints(sizes)], sizes, axis=1)

    def sort(self, a: str) -> str:
        """Each row in rising order: quantiles fitted apart may cross."""
        width = self._widths[a]
        inputs = [a, self._ints([width])]
        return self._node("TopK", inputs, [width, width], axis=1, largest=0, sorted=1)[0]

    def concat(self, parts: Sequence[str]) -> str:
        return self._node("Concat", parts, [sum(self._widths[part] for part in parts)], axis=1)[0]

    def finish(self, outputs: str) -> bytes:
        """The file; same calls, same bytes."""
        if outputs == self.margins:
            outputs = self.add(outputs, [0.0])
        width = self._widths[outputs]
        for node in self._nodes:
            node.output[:] = ["outputs" if name == outputs else name for name in node.output]
            node.input[:] = ["outputs" if name == outputs else name for name in node.input]
        graph = helper.make_graph(
            self._nodes,
            self.name,
            [_matrix("features", self.inputs)],
            [_matrix("outputs", width)],
            self._constants,
        )
        opsets = [helper.make_opsetid(domain, version) for domain, version in OPSETS.items()]
        proto = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
        onnx.checker.check_model(proto)
        return proto.SerializeToString(deterministic=True)

    def _pair(self, operator: str, a: str, b: str | ArrayLike) -> str:
        width = self._widths[a]
        if not isinstance(b, str):
            values = np.atleast_1d(np.asarray(b, dtype=np.float32))
            other, b = len(values), self._constant(values)
        else:
            other = self._widths[b]
        if width != other and 1 not in (width, other):
            raise ValueError(f"{operator} of {width} and {other} columns")
        return self._node(operator, [a, b], [max(width, other)])[0]

    def _node(
        self, operator: str, inputs: Sequence[str], widths: Sequence[int], **attributes: int
    ) -> list[str]:
        at = len(self._nodes)
        names = [f"{operator.lower()}_{at}_{index}" for index in range(len(widths))]
        self._widths |= dict(zip(names, widths, strict=True))
        self._nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return names

    def _ints(self, values: Sequence[int]) -> str:
        return self._constant(np.asarray(values, dtype=np.int64))

    def _constant(self, values: np.ndarray) -> str:
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(values, name))
        return name


def _matrix(name: str, width: int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["rows", width])
