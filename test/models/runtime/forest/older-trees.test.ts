import { expect, test } from 'vitest'
import { readOlderTrees } from '../../../../models/runtime/forest/older-trees'
import { createSumTrees } from '../../../../models/runtime/forest/sum-trees'
import type { Attribute, GraphNode } from '../../../../models/runtime/onnx/onnx-graph'

/** One tree: input 0 at most 5 leads to a leaf of two targets, else to a leaf of one. */
const REGRESSOR: Readonly<Record<string, Attribute>> = {
  n_targets: 2,
  nodes_treeids: [7, 7, 7],
  nodes_nodeids: [0, 1, 2],
  nodes_featureids: [0, 0, 0],
  nodes_values: Float32Array.of(5, 0, 0),
  nodes_modes: { texts: ['BRANCH_LEQ', 'LEAF', 'LEAF'] },
  nodes_truenodeids: [1, 0, 0],
  nodes_falsenodeids: [2, 0, 0],
  target_treeids: [7, 7, 7],
  target_nodeids: [1, 1, 2],
  target_ids: [0, 1, 0],
  target_weights: Float32Array.of(1, 10, 2),
}

function regressor(changes: Readonly<Record<string, Attribute>> = {}): GraphNode {
  const attributes = new Map(Object.entries({ ...REGRESSOR, ...changes }))
  return { operator: 'ai.onnx.ml.TreeEnsembleRegressor', inputs: [], outputs: [], attributes }
}

function classifier(labels: Readonly<Record<string, Attribute>>): GraphNode {
  const { n_targets, target_treeids, target_nodeids, target_ids, target_weights, ...nodes } =
    REGRESSOR
  const own = { target_treeids, target_nodeids, target_ids, target_weights }
  const named = Object.entries(own).map(([name, value]) => [name.replace('target', 'class'), value])
  const attributes = new Map<string, Attribute>(
    Object.entries({ ...nodes, ...Object.fromEntries(named), ...labels })
  )
  return { operator: 'ai.onnx.ml.TreeEnsembleClassifier', inputs: [], outputs: [], attributes }
}

test('a leaf of several targets becomes one tree a target', () => {
  const { trees, base } = readOlderTrees(regressor(), 1)
  expect(trees.roots).toHaveLength(2)
  expect(base).toHaveLength(0)
  const sums = createSumTrees(trees)(Float32Array.of(5, 6, Number.NaN), 3)
  expect([...sums]).toEqual([1, 10, 2, 0, 2, 0])
})

test('a missing value follows the branch its node names', () => {
  const { trees } = readOlderTrees(regressor({ nodes_missing_value_tracks_true: [1, 0, 0] }), 1)
  expect([...createSumTrees(trees)(Float32Array.of(Number.NaN), 1)]).toEqual([1, 10])
})

test('base values are returned for the sums', () => {
  const { base } = readOlderTrees(regressor({ base_values: Float32Array.of(3, 4) }), 1)
  expect([...base]).toEqual([3, 4])
})

test.each([
  ['texts', { classlabels_strings: { texts: ['a', 'b', 'c'] } }],
  ['numbers', { classlabels_int64s: [4, 5, 6] }],
])('a classifier has a target a class, named by %s', (_, labels) => {
  expect(readOlderTrees(classifier(labels), 1).trees.targets).toBe(3)
})

test.each<[string, GraphNode]>([
  ['a classifier of 2 classes', classifier({ classlabels_int64s: [0, 1] })],
  ['aggregate_function is not SUM', regressor({ aggregate_function: { texts: ['MEAN'] } })],
  ['has no text aggregate_function', regressor({ aggregate_function: 1 })],
  ['has odd', regressor({ odd: 1 })],
  ['tree 7 has no node 9', regressor({ nodes_truenodeids: [9, 0, 0] })],
  ['node 7 1 is defined twice', regressor({ nodes_nodeids: [0, 1, 1] })],
  [
    'nodes are not grouped by tree',
    regressor({ nodes_treeids: [7, 8, 7], nodes_nodeids: [0, 1, 2], target_treeids: [8, 8, 7] }),
  ],
  ['node 0 has a weight but is not a leaf', regressor({ target_nodeids: [0, 1, 2] })],
  ['node 1 is reached twice', regressor({ nodes_falsenodeids: [1, 0, 0] })],
  ['two weights for target 0', regressor({ target_ids: [0, 0, 0] })],
  ['nodes_values has 1 values instead of 3', regressor({ nodes_values: Float32Array.of(5) })],
  ['has no float32 nodes_values', regressor({ nodes_values: [5, 0, 0] })],
  ['has no list nodes_modes', regressor({ nodes_modes: [0, 1, 2] })],
  ['has no list nodes_nodeids', regressor({ nodes_nodeids: 0 })],
])('refuses a file: %s', (reason, node) => {
  expect(() => readOlderTrees(node, 1)).toThrow(reason)
})
