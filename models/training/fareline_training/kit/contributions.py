"""Contribution of each input to a booster's margin: exact TreeSHAP (Lundberg et al. 2020)."""

import lightgbm as lgb
import numpy as np
import xgboost as xgb
from numpy.typing import NDArray

from .encode import Matrix


def contributions(booster: xgb.Booster | lgb.Booster, matrix: Matrix) -> NDArray[np.float64]:
    """Shape [rows, outputs, inputs + 1]; the last column is the base, all sum to the margin."""
    if isinstance(booster, xgb.Booster):
        output_contributions = np.asarray(booster.predict(xgb.DMatrix(matrix), pred_contribs=True))
    else:
        output_contributions = np.asarray(booster.predict(matrix, pred_contrib=True))
    return output_contributions.reshape(len(matrix), -1, matrix.shape[1] + 1).astype(np.float64)


def output_contributions(output: str, rows: NDArray[np.float64]) -> dict[str, object]:
    """An entry of the manifest's `contributions`. Rows [golden rows, inputs + 1], base last."""
    return {"output": output, "rows": rows.tolist()}
