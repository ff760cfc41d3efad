/**
 * The older tree operators of `ai.onnx.ml`, TreeEnsembleRegressor and TreeEnsembleClassifier: nodes
 * are identified by tree and number, leaves are nodes, and weights refer to them. A tree whose
 * leaves have weights for several targets becomes one tree per target.
 */
import { valueAt } from '../../statistics/value-at'
import { floatsOf, intsOf, numberOf, onlyAttributes, textOf, textsOf } from '../onnx/attributes'
import type { GraphNode } from '../onnx/onnx-graph'
import { UnknownGraph } from '../onnx/unknown-graph'
import { plant, type Trees } from './trees'

const NODES = [
  ...['post_transform', 'base_values', 'nodes_treeids', 'nodes_nodeids', 'nodes_featureids'],
  ...['nodes_values', 'nodes_hitrates', 'nodes_modes', 'nodes_truenodeids', 'nodes_falsenodeids'],
  'nodes_missing_value_tracks_true',
]
const REGRESSOR = ['n_targets', 'aggregate_function']
const CLASSIFIER = ['classlabels_int64s', 'classlabels_strings']

export type OlderTrees = {
  readonly trees: Trees
  /** Added to the sums, one value per target; empty when there is none. */
  readonly base: Float32Array
}

export function readOlderTrees(node: GraphNode, width: number): OlderTrees {
  const part = node.operator.endsWith('Classifier') ? 'class' : 'target'
  const named = ['treeids', 'nodeids', 'ids', 'weights'].map((name) => `${part}_${name}`)
  onlyAttributes(node, [...NODES, ...named, ...(part === 'class' ? CLASSIFIER : REGRESSOR)])
  if (part === 'target' && textOf(node, 'aggregate_function', 'SUM') !== 'SUM') {
    throw new UnknownGraph('aggregate_function is not SUM')
  }
  const targets = part === 'class' ? classesOf(node) : numberOf(node, 'n_targets')
  const treeIds = intsOf(node, 'nodes_treeids')
  const count = treeIds.length
  const modes = textsOf(node, 'nodes_modes', count)
  const features = intsOf(node, 'nodes_featureids', count)
  const values = floatsOf(node, 'nodes_values', count)
  const missingTrue = node.attributes.has('nodes_missing_value_tracks_true')
    ? intsOf(node, 'nodes_missing_value_tracks_true', count)
    : []
  const ids = intsOf(node, 'nodes_nodeids', count)
  const at = byName(treeIds, ids)
  const find = (tree: number | undefined, id: number | undefined): number => {
    const found = at.get(`${tree} ${id}`)
    if (found === undefined) throw new UnknownGraph(`tree ${tree} has no node ${id}`)
    return found
  }
  const sides = {
    true: intsOf(node, 'nodes_truenodeids', count),
    false: intsOf(node, 'nodes_falsenodeids', count),
  }
  const child = (old: number, side: 'true' | 'false') => find(treeIds[old], sides[side][old])
  const weights = weightsOf(node, part, find)
  checkLeaves(weights, modes)

  const reached = new Uint8Array(count)
  const origins: number[] = []
  const leafTargets: number[] = []
  const leafWeights: number[] = []
  const branches: { true: number; false: number }[] = []
  const roots: number[] = []
  for (const root of rootsOf(treeIds)) {
    for (const target of targetsBelow(root)) roots.push(copy(root, target))
  }
  return {
    trees: plant({
      width,
      targets,
      roots,
      nodes: origins.length,
      split: (newId) => {
        const old = valueAt(origins, newId)
        return {
          feature: valueAt(features, old),
          threshold: values[old] ?? Number.NaN,
          mode: modes[old],
          missingTrue: Boolean(missingTrue[old]),
        }
      },
      branch: (newId, side) => branches[newId]?.[side] ?? 0,
      leafTargets,
      leafWeights: Float32Array.from(leafWeights),
    }),
    base: node.attributes.has('base_values') ? floatsOf(node, 'base_values') : new Float32Array(),
  }

  function targetsBelow(root: number): readonly number[] {
    const found = new Set<number>()
    const pending = [root]
    for (let old = pending.pop(); old !== undefined; old = pending.pop()) {
      if (reached[old]) throw new UnknownGraph(`node ${old} is reached twice`)
      reached[old] = 1
      if (modes[old] === 'LEAF') {
        for (const { target } of weights.get(old) ?? []) found.add(target)
      } else {
        pending.push(child(old, 'true'), child(old, 'false'))
      }
    }
    return [...found].sort((a, b) => a - b)
  }

  function copy(old: number, target: number): number {
    if (modes[old] === 'LEAF') {
      const own = (weights.get(old) ?? []).filter((weight) => weight.target === target)
      if (own.length > 1) throw new UnknownGraph(`a leaf has two weights for target ${target}`)
      leafTargets.push(target)
      return ~(leafWeights.push(own[0]?.weight ?? 0) - 1)
    }
    const newId = origins.push(old) - 1
    const pair = { true: 0, false: 0 }
    branches.push(pair)
    pair.true = copy(child(old, 'true'), target)
    pair.false = copy(child(old, 'false'), target)
    return newId
  }
}

/** Refuses two classes: ONNX Runtime derives the second score by rules of its own. */
function classesOf(node: GraphNode): number {
  const labels = node.attributes.has('classlabels_strings')
    ? textsOf(node, 'classlabels_strings').length
    : intsOf(node, 'classlabels_int64s').length
  if (labels > 2) return labels
  throw new UnknownGraph(`a classifier of ${labels} classes`)
}

function byName(treeIds: readonly number[], ids: readonly number[]): Map<string, number> {
  const at = new Map<string, number>()
  for (const [index, tree] of treeIds.entries()) {
    const name = `${tree} ${ids[index]}`
    if (at.has(name)) throw new UnknownGraph(`node ${name} is defined twice`)
    at.set(name, index)
  }
  return at
}

/** Lists the first node of each tree in the file's order, which is the order of summation. */
function rootsOf(treeIds: readonly number[]): readonly number[] {
  const roots = treeIds.flatMap((tree, at) => (at > 0 && treeIds[at - 1] === tree ? [] : [at]))
  if (new Set(treeIds).size === roots.length) return roots
  throw new UnknownGraph('nodes are not grouped by tree')
}

type Weight = { readonly target: number; readonly weight: number }

function weightsOf(
  node: GraphNode,
  part: string,
  find: (tree: number | undefined, id: number | undefined) => number
): ReadonlyMap<number, readonly Weight[]> {
  const trees = intsOf(node, `${part}_treeids`)
  const ids = intsOf(node, `${part}_nodeids`, trees.length)
  const targets = intsOf(node, `${part}_ids`, trees.length)
  const values = floatsOf(node, `${part}_weights`, trees.length)
  const weights = new Map<number, Weight[]>()
  for (const [at, target] of targets.entries()) {
    const leaf = find(trees[at], ids[at])
    const own = weights.get(leaf) ?? []
    own.push({ target, weight: values[at] ?? Number.NaN })
    weights.set(leaf, own)
  }
  return weights
}

function checkLeaves(weights: ReadonlyMap<number, unknown>, modes: readonly string[]): void {
  const odd = [...weights.keys()].find((at) => modes[at] !== 'LEAF')
  if (odd !== undefined) throw new UnknownGraph(`node ${odd} has a weight but is not a leaf`)
}
