"""The exported graph must answer as the boosters do, row by row, missing values included."""

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from .encode import Matrix
from .fit import FareModel, predict

#: Outputs are logarithms, so this is a relative difference of fares.
TOLERANCE = 1e-5


def run_onnx(onnx_bytes: bytes, matrix: Matrix) -> NDArray[np.float32]:
    session = ort.InferenceSession(onnx_bytes, providers=["CPUExecutionProvider"])
    (outputs,) = session.run(["outputs"], {"features": matrix})
    return outputs


def check_parity(model: FareModel, onnx_bytes: bytes, matrix: Matrix) -> float:
    """The greatest difference; raises when it is more than rounding."""
    greatest = float(np.abs(run_onnx(onnx_bytes, matrix) - predict(model, matrix)).max())
    if not greatest <= TOLERANCE:
        raise ValueError(f"the ONNX graph differs from the boosters by {greatest} > {TOLERANCE}")
    return greatest
