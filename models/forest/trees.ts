/**
 * The trees of one `ai.onnx.ml` TreeEnsemble node (opset 5) as flat arrays. All of them ask one
 * question, `value < threshold`: BRANCH_LEQ asks it with the next float32, and a node that sends
 * missing values to its true branch reads the half of a row where missing is -Infinity.
 */

import { nextFloat32 } from './next-float32'
import type { GraphNode } from './onnx-graph'
import { UnknownGraph } from './unknown-graph'

export type Trees = {
  readonly width: number
  readonly targets: number
  readonly roots: Int32Array
  /** Position in a row of 2 x width: as given, then with -Infinity for missing. */
  readonly positions: Int32Array
  readonly thresholds: Float32Array
  /** Two a node, true first: a node's id, or ~id of a leaf. */
  readonly branches: Int32Array
  readonly leafTargets: Int32Array
  readonly leafWeights: Float32Array
}

const BRANCH_LEQ = 0
const BRANCH_LT = 1
const SUM = 1
const NO_TRANSFORM = 0
/** Each row gets as many sums; a broken file must not ask for gigabytes. */
const MAX_TARGETS = 1_000

const KNOWN = new Set([
  ...['aggregate_function', 'post_transform', 'n_targets', 'tree_roots', 'nodes_featureids'],
  ...['nodes_splits', 'nodes_modes', 'nodes_missing_value_tracks_true', 'nodes_truenodeids'],
  ...['nodes_trueleafs', 'nodes_falsenodeids', 'nodes_falseleafs', 'leaf_targetids'],
  'leaf_weights',
])

export function readTrees(node: GraphNode, width: number): Trees {
  const odd = [...node.attributes.keys()].find((name) => !KNOWN.has(name))
  if (odd) throw new UnknownGraph(`TreeEnsemble has ${odd}`)
  if (number(node, 'aggregate_function', SUM) !== SUM) throw new UnknownGraph('trees do not add up')
  if (number(node, 'post_transform', NO_TRANSFORM) !== NO_TRANSFORM) {
    throw new UnknownGraph('the sums of the trees are transformed')
  }
  const targets = number(node, 'n_targets')
  if (!(targets > 0 && targets <= MAX_TARGETS)) {
    throw new UnknownGraph(`TreeEnsemble has ${targets} targets`)
  }
  const features = ints(node, 'nodes_featureids')
  const nodes = features.length
  const splits = floats(node, 'nodes_splits', nodes)
  const modes = ints(node, 'nodes_modes', nodes)
  const missingTrue = node.attributes.has('nodes_missing_value_tracks_true')
    ? ints(node, 'nodes_missing_value_tracks_true', nodes)
    : []
  const leafTargets = ints(node, 'leaf_targetids')
  const trees: Trees = {
    width,
    targets,
    roots: Int32Array.from(ints(node, 'tree_roots')),
    positions: Int32Array.from(
      within(features, width, 'nodes_featureids'),
      (feature, at) => feature + (missingTrue[at] ? width : 0)
    ),
    thresholds: splits.map((split, at) => threshold(split, modes[at])),
    branches: branchesOf(node, nodes, leafTargets.length),
    leafTargets: Int32Array.from(within(leafTargets, targets, 'leaf_targetids')),
    leafWeights: floats(node, 'leaf_weights', leafTargets.length),
  }
  checkShape(trees)
  return trees
}

function threshold(split: number, mode: number | undefined): number {
  if (!Number.isFinite(split)) throw new UnknownGraph(`a node splits at ${split}`)
  if (mode === BRANCH_LT) return split
  if (mode === BRANCH_LEQ) return nextFloat32(split)
  throw new UnknownGraph(`a node has mode ${mode}`)
}

function branchesOf(node: GraphNode, nodes: number, leaves: number): Int32Array {
  const branches = new Int32Array(2 * nodes)
  for (const [side, branch] of ['true', 'false'].entries()) {
    const leaf = ints(node, `nodes_${branch}leafs`, nodes)
    for (const [at, id] of ints(node, `nodes_${branch}nodeids`, nodes).entries()) {
      const limit = leaf[at] ? leaves : nodes
      if (!(id >= 0 && id < limit)) throw new UnknownGraph(`node ${at} branches to ${id}`)
      branches[2 * at + side] = leaf[at] ? ~id : id
    }
  }
  return branches
}

/** A node that is reached twice might be reached for ever. */
function checkShape({ roots, branches }: Trees): void {
  const reached = new Uint8Array(branches.length / 2)
  const pending = Array.from(within(Array.from(roots), reached.length, 'tree_roots'))
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (id < 0) continue
    if (reached[id]) throw new UnknownGraph(`node ${id} is reached twice`)
    reached[id] = 1
    pending.push(...branches.subarray(2 * id, 2 * id + 2))
  }
}

function within(ids: readonly number[], limit: number, name: string): readonly number[] {
  const odd = ids.find((id) => !(id >= 0 && id < limit))
  if (odd === undefined) return ids
  throw new UnknownGraph(`${name} has ${odd}, the greatest is ${limit - 1}`)
}

function number({ attributes }: GraphNode, name: string, otherwise?: number): number {
  const value = attributes.get(name) ?? otherwise
  if (typeof value === 'number') return value
  throw new UnknownGraph(`TreeEnsemble has no number ${name}`)
}

function ints({ attributes }: GraphNode, name: string, length?: number): readonly number[] {
  const value = attributes.get(name)
  const list = typeof value === 'object' && 'ints' in value ? value.ints : value
  if (!Array.isArray(list)) throw new UnknownGraph(`TreeEnsemble has no list ${name}`)
  return sized(list, name, length)
}

function floats({ attributes }: GraphNode, name: string, length: number): Float32Array {
  const value = attributes.get(name)
  const list = typeof value === 'object' && 'floats' in value ? value.floats : undefined
  if (!list) throw new UnknownGraph(`TreeEnsemble has no float32 ${name}`)
  return sized(list, name, length)
}

function sized<List extends { readonly length: number }>(
  list: List,
  name: string,
  length = list.length
): List {
  if (list.length === length) return list
  throw new UnknownGraph(`${name} has ${list.length} values instead of ${length}`)
}
