"""The fare model as one ONNX graph: trees, the level they stand on, quantiles put in order.

features [rows, n] -> TreeEnsemble -> margins [rows, 6] = point, five offsets
expected = point + centre; quantiles = sort(offsets + expected); outputs = expected, quantiles
"""

from ..kit.covers import with_covers
from ..kit.graph import Graph
from ..kit.trees import Ensemble
from ..kit.xgboost_trees import add_booster
from .fit import OUTPUTS, QUANTILES, FareModel


def to_onnx(model: FareModel) -> bytes:
    ensemble = Ensemble(targets=len(OUTPUTS))
    for heads in model.heads:
        add_booster(ensemble, heads.point, [0], heads.gates)
        add_booster(ensemble, heads.quantiles, range(1, len(OUTPUTS)), heads.gates)
    graph = Graph("fare", len(model.features), ensemble)
    point, offsets = graph.split(graph.margins, [1, len(QUANTILES)])
    expected = graph.add(point, [model.centre])
    quantiles = graph.sort(graph.add(offsets, expected))
    boosters = [each for heads in model.heads for each in (heads.point, heads.quantiles)]
    return with_covers(graph.finish(graph.concat([expected, quantiles])), boosters)
