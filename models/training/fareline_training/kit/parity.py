"""The exported graph must answer as the boosters do, row by row, missing values included."""

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from .encode import Matrix

#: For outputs of the size of logarithms and probabilities.
TOLERANCE = 1e-5


def run_onnx(onnx_bytes: bytes, matrix: Matrix) -> NDArray[np.float32]:
    """[rows, inputs] -> [rows, outputs]."""
    session = ort.InferenceSession(onnx_bytes, providers=["CPUExecutionProvider"])
    (outputs,) = session.run(["outputs"], {"features": matrix})
    return outputs


def check_parity(
    onnx_bytes: bytes,
    matrix: Matrix,
    expected: NDArray[np.floating],
    tolerance: float = TOLERANCE,
) -> float:
    """The greatest difference from what the boosters say; raises when it is more than rounding."""
    found = run_onnx(onnx_bytes, matrix)
    if found.shape != expected.shape:
        raise ValueError(f"the ONNX graph answers {found.shape}, the boosters {expected.shape}")
    greatest = float(np.abs(found - expected).max())
    if not greatest <= tolerance:
        raise ValueError(f"the ONNX graph differs from the boosters by {greatest} > {tolerance}")
    return greatest
