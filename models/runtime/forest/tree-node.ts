/** The first node of a forest's graph, for any of the supported tree operators. */
import { textOf } from '../onnx/attributes'
import type { Graph, GraphNode } from '../onnx/onnx-graph'
import { UnknownGraph } from '../onnx/unknown-graph'
import { readOlderTrees } from './older-trees'
import { compile } from './row-operators'
import type { Step } from './step'
import { readTreeEnsemble, transformOfEnsemble } from './tree-ensemble'
import type { Trees } from './trees'
import { readTrueShares } from './true-shares'

export type TreeNode = {
  readonly trees: Trees
  /** Name of the value that contains the sums of the trees. */
  readonly sums: string
  /** Steps that the operator itself applies to the sums. */
  readonly steps: readonly Step[]
}

const ENSEMBLE = 'ai.onnx.ml.TreeEnsemble'
const REGRESSOR = 'ai.onnx.ml.TreeEnsembleRegressor'
const CLASSIFIER = 'ai.onnx.ml.TreeEnsembleClassifier'

/** Contains a space, so no name in a graph equals it. */
const SUMS = ' sums'
const BASED = ' sums and base'
const BASE = ' base'

const CURVES: ReadonlyMap<string, string> = new Map([
  ['LOGISTIC', 'Sigmoid'],
  ['SOFTMAX', 'Softmax'],
])

type Read = { readonly trees: Trees; readonly transform: string; readonly base: Float32Array }

export function readTreeNode(
  node: GraphNode,
  graph: Graph,
  widths: Map<string, number>,
  width: number
): TreeNode {
  const { trees, transform, base } = readTrees(node, graph, width)
  // A classifier's first output is its labels, which no supported operator reads.
  const answer = node.outputs[node.operator === CLASSIFIER ? 1 : 0] ?? ''
  const last = transform === 'NONE' ? answer : BASED
  const sums = base.length === 0 ? last : SUMS
  widths.set(sums, trees.targets)
  const based = base.length === 0 ? [] : [addBase(base, sums, last, graph, widths)]
  if (transform === 'NONE') return { trees, sums, steps: based }
  const operator = CURVES.get(transform)
  if (!operator) throw new UnknownGraph(`the sums of the trees are transformed by ${transform}`)
  return {
    trees,
    sums,
    steps: [...based, compile(plain(operator, [last], answer), widths, graph)],
  }
}

function readTrees(node: GraphNode, { opsets, metadata }: Graph, width: number): Read {
  const ml = opsets.get('ai.onnx.ml') ?? 0
  if (node.operator === ENSEMBLE && ml === 5) {
    const trees = readTreeEnsemble(node, width, readTrueShares(metadata))
    return { trees, transform: transformOfEnsemble(node), base: new Float32Array() }
  }
  if ((node.operator === REGRESSOR || node.operator === CLASSIFIER) && ml >= 1 && ml <= 5) {
    return { ...readOlderTrees(node, width), transform: textOf(node, 'post_transform', 'NONE') }
  }
  throw new UnknownGraph(`${node.operator} is of the operator sets ${ml}`)
}

function addBase(
  base: Float32Array,
  sums: string,
  answer: string,
  graph: Graph,
  widths: Map<string, number>
): Step {
  if (base.length !== widths.get(sums))
    throw new UnknownGraph('base_values must have one value per target')
  const constants = new Map([[BASE, { name: BASE, dims: [base.length], floats: base }]])
  return compile(plain('Add', [sums, BASE], answer), widths, { ...graph, constants })
}

function plain(operator: string, inputs: readonly string[], output: string): GraphNode {
  return { operator, inputs, outputs: [output], attributes: new Map() }
}
