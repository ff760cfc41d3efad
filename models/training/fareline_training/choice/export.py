"""The choice model as one ensemble of trees: staircases of the logit, then the ranker's boosters.

A staircase is a balanced tree over the edges of its steps. Behind it stand gates: a missing feature
counts 0, and so does a term whose flag is not up.
"""

from ..kit.graph import Graph
from ..kit.lightgbm_trees import add_lightgbm
from ..kit.trees import Branch, Ensemble, add_gates, add_leaf, add_stump, reserve, set_node
from .fit import ChoiceModel
from .slates import Vector
from .terms import Staircase


def to_onnx(model: ChoiceModel) -> bytes:
    ensemble = Ensemble(targets=1)
    position = {name: at for at, name in enumerate(model.names)}
    for (name, flag), weight in zip(model.terms.wanted, model.weights, strict=True):
        stair = model.terms.stairs[name]
        if len(stair.edges) == 0 or weight == 0:
            continue
        ensemble.roots.append(len(ensemble.features))
        if flag is not None:
            _add_flag(ensemble, position[flag])
        add_gates(ensemble, [(position[name], True)], 0)
        _add_steps(ensemble, position[name], stair, weight * stair.levels, 0, len(stair.edges))
    first = len(ensemble.leaf_weights)
    for booster in model.boosters:
        add_lightgbm(ensemble, booster, [0])
    share = model.ranker_share / len(model.boosters)
    ensemble.leaf_weights[first:] = [share * leaf for leaf in ensemble.leaf_weights[first:]]
    if not ensemble.roots:
        ensemble.roots.append(0)
        add_stump(ensemble, 0.0, 0)
    graph = Graph("choice", len(model.names), ensemble)
    return graph.finish(graph.margins)


def _add_flag(ensemble: Ensemble, feature: int) -> None:
    """On to the next node where the flag is up; missing is not up."""
    node = reserve(ensemble)
    down = (add_leaf(ensemble, 0.0, 0), 1)
    set_node(ensemble, node, feature, 0.5, True, down, (node + 1, 0))


def _add_steps(
    ensemble: Ensemble, feature: int, stair: Staircase, levels: Vector, low: int, high: int
) -> Branch:
    """Steps low..high, between which lie the edges low..high-1."""
    if low == high:
        return add_leaf(ensemble, float(levels[low]), 0), 1
    node = reserve(ensemble)
    middle = (low + high) // 2
    below = _add_steps(ensemble, feature, stair, levels, low, middle)
    above = _add_steps(ensemble, feature, stair, levels, middle + 1, high)
    set_node(ensemble, node, feature, float(stair.edges[middle]), False, below, above)
    return node, 0
