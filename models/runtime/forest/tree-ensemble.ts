/** The trees of an `ai.onnx.ml` TreeEnsemble node, opset 5: leaves have their own lists. */
import { valueAt } from '../../statistics/value-at'
import { floatsOf, intsOf, numberOf, onlyAttributes, within } from '../onnx/attributes'
import type { GraphNode } from '../onnx/onnx-graph'
import { UnknownGraph } from '../onnx/unknown-graph'
import { plant, type Trees } from './trees'

const MODES = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ']
const TRANSFORMS = ['NONE', 'SOFTMAX', 'LOGISTIC', 'SOFTMAX_ZERO', 'PROBIT']
const SUM = 1

const KNOWN = [
  ...['aggregate_function', 'post_transform', 'n_targets', 'tree_roots', 'nodes_featureids'],
  ...['nodes_splits', 'nodes_modes', 'nodes_missing_value_tracks_true', 'nodes_truenodeids'],
  ...['nodes_trueleafs', 'nodes_falsenodeids', 'nodes_falseleafs', 'leaf_targetids'],
  ...['leaf_weights', 'nodes_hitrates'],
]

export function transformOfEnsemble(node: GraphNode): string {
  const transform = numberOf(node, 'post_transform', 0)
  return TRANSFORMS[transform] ?? String(transform)
}

/** `shares` gives the share of each node's training weight that went to its true branch. */
export function readTreeEnsemble(node: GraphNode, width: number, shares?: Float64Array): Trees {
  onlyAttributes(node, KNOWN)
  if (numberOf(node, 'aggregate_function', SUM) !== SUM)
    throw new UnknownGraph('aggregate_function is not SUM')
  const features = intsOf(node, 'nodes_featureids')
  const nodes = features.length
  const splits = floatsOf(node, 'nodes_splits', nodes)
  const modes = intsOf(node, 'nodes_modes', nodes)
  const missingTrue = node.attributes.has('nodes_missing_value_tracks_true')
    ? intsOf(node, 'nodes_missing_value_tracks_true', nodes)
    : []
  const leafTargets = intsOf(node, 'leaf_targetids')
  const branches = {
    true: branchesOf(node, 'true', nodes, leafTargets.length),
    false: branchesOf(node, 'false', nodes, leafTargets.length),
  }
  if (shares && shares.length !== nodes) {
    throw new UnknownGraph(`metadata has ${shares.length} shares for ${nodes} nodes`)
  }
  return plant({
    width,
    targets: numberOf(node, 'n_targets'),
    roots: within(intsOf(node, 'tree_roots'), nodes, 'tree_roots'),
    nodes,
    split: (at) => ({
      feature: valueAt(features, at),
      threshold: valueAt(splits, at),
      mode: MODES[valueAt(modes, at)] ?? String(modes[at]),
      missingTrue: Boolean(missingTrue[at]),
      trueShare: shares?.[at],
    }),
    branch: (at, side) => valueAt(branches[side], at),
    leafTargets,
    leafWeights: floatsOf(node, 'leaf_weights', leafTargets.length),
    hasShares: shares !== undefined,
  })
}

function branchesOf(node: GraphNode, side: string, nodes: number, leaves: number): Int32Array {
  const isLeaf = intsOf(node, `nodes_${side}leafs`, nodes)
  const ids = intsOf(node, `nodes_${side}nodeids`, nodes)
  return Int32Array.from(ids, (id, at) => {
    if (!(id >= 0 && id < (isLeaf[at] ? leaves : nodes))) {
      throw new UnknownGraph(`node ${at} branches to ${id}`)
    }
    return isLeaf[at] ? ~id : id
  })
}
