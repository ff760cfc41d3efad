"""Weights of trees inside an ONNX file, which TreeSHAP needs and no ONNX operator has a place for.

Node i sends `true_shares[i]` of the training weight that reached it to its true branch. The shares
travel as metadata, which engines ignore: little-endian integers of 24 bits in base64, share x 2^24,
rounded, never 0. 0 marks a node that splits nothing: a gate, or the stump of a tree that never
split. (16 bits moved the base of twelve trees by 1e-5.)
"""

import base64
from collections.abc import Sequence

import lightgbm as lgb
import numpy as np
import onnx
import xgboost as xgb
from numpy.typing import NDArray
from onnx import numpy_helper

from .pack import pack
from .weighed import Weighed, count_inner, weighed_trees

KEY = "true_shares"
LEVELS = 1 << 24
NO_SPLIT = 0


def with_covers(onnx_bytes: bytes, boosters: Sequence[xgb.Booster | lgb.Booster]) -> bytes:
    """The file with its shares, and smaller. `boosters` in the order their trees were added."""
    proto = onnx.load_from_string(onnx_bytes)
    nodes = _Nodes(proto.graph.node[0])
    trees = [tree for booster in boosters for tree in weighed_trees(booster)]
    if len(trees) != len(nodes.roots):
        raise ValueError(f"the file has {len(nodes.roots)} trees, the boosters {len(trees)}")
    for at, tree in enumerate(trees):
        nodes.weigh(at, tree)
    entry = proto.metadata_props.add()
    entry.key, entry.value = KEY, base64.b64encode(_three_bytes(nodes.levels)).decode()
    return pack(proto.SerializeToString(deterministic=True))


def _three_bytes(levels: NDArray[np.int64]) -> bytes:
    return levels.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


class _Nodes:
    """The nodes of the file's TreeEnsemble, tree after tree, gates before their tree."""

    def __init__(self, node: onnx.NodeProto) -> None:
        given = {each.name: each for each in node.attribute}
        self.roots = list(given["tree_roots"].ints)
        self.features = list(given["nodes_featureids"].ints)
        self.weights = numpy_helper.to_array(given["leaf_weights"].t)
        self.yes = list(
            zip(given["nodes_truenodeids"].ints, given["nodes_trueleafs"].ints, strict=True)
        )
        self.no = list(
            zip(given["nodes_falsenodeids"].ints, given["nodes_falseleafs"].ints, strict=True)
        )
        self.levels = np.full(len(self.features), NO_SPLIT)

    def weigh(self, at: int, tree: Weighed) -> None:
        ends = [*self.roots[1:], len(self.features)]
        start = ends[at] - max(1, count_inner(tree))
        for gate in range(self.roots[at], start):
            if not any(
                leaf and self.weights[id] == 0 for id, leaf in (self.yes[gate], self.no[gate])
            ):
                raise ValueError(f"tree {at} has other nodes than its booster's")
        if tree.yes is not None:
            self._share(start, tree)

    def _share(self, node: int, tree: Weighed) -> None:
        if tree.yes is None or tree.no is None or self.features[node] != tree.feature:
            raise ValueError(f"node {node} splits by another feature than its booster")
        both = tree.yes.weight + tree.no.weight
        share = tree.yes.weight / both if both > 0 else 0.5
        self.levels[node] = min(max(round(share * LEVELS), 1), LEVELS - 1)
        for (branch, is_leaf), below in ((self.yes[node], tree.yes), (self.no[node], tree.no)):
            if bool(is_leaf) != (below.yes is None):
                raise ValueError(f"node {node} has other branches than its booster's")
            if not is_leaf:
                self._share(branch, below)
