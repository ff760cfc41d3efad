"""The outlook as one ONNX graph: trees, and the level each output stands on."""

import numpy as np

from ..kit.covers import with_covers
from ..kit.graph import Graph
from ..kit.trees import Ensemble
from ..kit.xgboost_trees import add_booster
from .fit import OutlookModel
from .recipe import OUTPUTS


def to_onnx(model: OutlookModel) -> bytes:
    """features [rows, n] -> outputs [rows, OUTPUTS], as decode-outlook.ts reads them."""
    ensemble = Ensemble(targets=len(OUTPUTS))
    base = np.zeros(len(OUTPUTS))
    for head in model.heads:
        targets = [OUTPUTS.index(name) for name in head.outputs]
        add_booster(ensemble, head.booster, targets)
        base[targets] = head.base
    graph = Graph("outlook", inputs=len(model.features), ensemble=ensemble)
    onnx_bytes = graph.finish(graph.add(graph.margins, base))
    return with_covers(onnx_bytes, [head.booster for head in model.heads])
