/**
 * A tree model read from its ONNX file: one node of trees, then sums, curves, sorting and selection
 * of its outputs. It reproduces ONNX Runtime's result; an unsupported file is refused with a
 * reason.
 */
import type { Contributions } from '../hosted-model'
import { type Graph, type Port, readGraph } from '../onnx/onnx-graph'
import { UnknownGraph } from '../onnx/unknown-graph'
import { targetTerm } from './affine'
import { compile } from './row-operators'
import { rowsOf, type Step, type Terms, termsOf, type Values, widthOf } from './step'
import { createSumTrees } from './sum-trees'
import { readTreeNode } from './tree-node'
import { createTreeShap, type TreeShap } from './tree-shap'

export type Forest = {
  readonly inputs: number
  readonly outputs: number
  /** `features` is [rows, inputs] in row order, NaN is missing; the result is [rows, outputs]. */
  predict(features: Float32Array, rows: number): Float32Array
  /**
   * Contributions of each input of one row to an output column, beyond its base. Below a curve such
   * as Sigmoid, they sum to the curve's argument. Undefined where the file has no node weights.
   */
  explain(features: Float32Array, output: number): Contributions | undefined
}

export type ForestResult =
  | { readonly forest: Forest; readonly reason?: undefined }
  | { readonly forest?: undefined; readonly reason: string }

/** The supported operators have the same semantics in all opsets between these. */
const OLDEST_OPSET = 13
const NEWEST_OPSET = 24

export function readForest(onnx: Uint8Array): ForestResult {
  try {
    return { forest: grow(readGraph(onnx)) }
  } catch (error) {
    if (error instanceof UnknownGraph) return { reason: error.message }
    throw error
  }
}

function grow(graph: Graph): Forest {
  const [first, ...others] = graph.nodes
  if (!first?.operator.startsWith('ai.onnx.ml.TreeEnsemble')) {
    throw new UnknownGraph(`the graph starts with ${first?.operator ?? 'nothing'}, not with trees`)
  }
  checkOpsets(graph)
  checkNames(graph)
  const features = onlyPort(graph.inputs, 'features')
  const inputs = features.dims[1] ?? -1
  const answer = onlyPort(graph.outputs, 'outputs')
  if (first.inputs.length !== 1 || first.inputs[0] !== features.name) {
    throw new UnknownGraph(`${first.operator} does not read the input features`)
  }
  const widths = new Map<string, number>()
  const { trees, sums, steps: own } = readTreeNode(first, graph, widths, inputs)
  const steps: readonly Step[] = [...own, ...others.map((node) => compile(node, widths, graph))]
  const outputs = widthOf(answer.name, widths)
  const sumTrees = createSumTrees(trees)
  /** Built on first use, because most isolates never explain a prediction. */
  let shap: TreeShap | undefined

  function evaluate(given: Float32Array, rows: number): Values {
    if (given.length !== rows * inputs) {
      throw new RangeError(`${given.length} values are not ${rows} rows of ${inputs}`)
    }
    const values: Values = new Map([[sums, sumTrees(given, rows)]])
    for (const step of steps) step.run(values, rows)
    return values
  }

  return {
    inputs,
    outputs,
    predict: (given, rows) => rowsOf(answer.name, evaluate(given, rows)),
    explain(given, output) {
      if (!trees.trueShares) return undefined
      const values = evaluate(given, 1)
      const { targets } = trees
      const terms: Terms = new Map([
        [sums, Array.from({ length: targets }, (_, target) => targetTerm(target, targets))],
      ])
      for (const step of steps) step.trace(terms, values)
      const term = termsOf(answer.name, terms)[output]
      shap ??= createTreeShap(trees)
      if (!term || !shap) return undefined
      const { base, contributions } = shap(given, term.weights)
      return { base: base + term.constant, contributions }
    },
  }
}

function checkOpsets({ opsets }: Graph): void {
  const [own = OLDEST_OPSET, ml] = [opsets.get(''), opsets.get('ai.onnx.ml')]
  if (own >= OLDEST_OPSET && own <= NEWEST_OPSET && ml !== undefined) return
  throw new UnknownGraph(`the graph has the operator sets ${own} and ${ml}`)
}

/**
 * Requires unique names: otherwise the order of reading would decide which value a name refers to.
 */
function checkNames({ nodes, constants, inputs }: Graph): void {
  const names = [
    ...constants.keys(),
    ...inputs.map(({ name }) => name),
    ...nodes.flatMap(({ outputs }) => outputs),
  ]
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new UnknownGraph(`the name "${twice}" is defined twice`)
}

function onlyPort(ports: readonly Port[], name: string): Port {
  const [port] = ports
  if (ports.length === 1 && port?.name === name && port.dims.length === 2) return port
  throw new UnknownGraph(`${ports.map((found) => found.name)} is not one matrix named ${name}`)
}
