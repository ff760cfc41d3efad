/**
 * A model of trees read from its ONNX file: one TreeEnsemble, then sums, sorting and cutting of its
 * outputs. It answers as ONNX Runtime does, or is not read and says why.
 */
import { type Graph, type Port, readGraph } from './onnx-graph'
import { compile, rowsOf, type Step, type Values, widthOf } from './row-operators'
import { createSumTrees } from './sum-trees'
import { readTrees } from './trees'
import { UnknownGraph } from './unknown-graph'

export type Forest = {
  readonly inputs: number
  readonly outputs: number
  /** `features` is [rows, inputs] in row order, NaN is missing; so is the answer, [rows, outputs]. */
  predict(features: Float32Array, rows: number): Float32Array
}

export type ForestReading =
  | { readonly forest: Forest; readonly reason?: undefined }
  | { readonly forest?: undefined; readonly reason: string }

/** Between these the operators a forest knows mean the same. */
const OLDEST_OPSET = 13
const NEWEST_OPSET = 24
const TREES_OPSET = 5

export function readForest(onnx: Uint8Array): ForestReading {
  try {
    return { forest: grow(readGraph(onnx)) }
  } catch (error) {
    if (error instanceof UnknownGraph) return { reason: error.message }
    throw error
  }
}

function grow(graph: Graph): Forest {
  const [trees, ...others] = graph.nodes
  if (trees?.operator !== 'ai.onnx.ml.TreeEnsemble') {
    throw new UnknownGraph(`the graph starts with ${trees?.operator ?? 'nothing'}, not with trees`)
  }
  checkOpsets(graph)
  checkNames(graph)
  const features = onlyPort(graph.inputs, 'features')
  const inputs = features.dims[1] ?? -1
  const answer = onlyPort(graph.outputs, 'outputs')
  const [margins = ''] = trees.outputs
  if (trees.inputs.length !== 1 || trees.inputs[0] !== features.name) {
    throw new UnknownGraph('the trees read something else than the features')
  }
  const read = readTrees(trees, inputs)
  const sumTrees = createSumTrees(read)
  const widths = new Map([[margins, read.targets]])
  const steps: readonly Step[] = others.map((node) => compile(node, widths, graph))
  return {
    inputs,
    outputs: widthOf(answer.name, widths),
    predict(given, rows) {
      if (given.length !== rows * inputs) {
        throw new RangeError(`${given.length} values are not ${rows} rows of ${inputs}`)
      }
      const values: Values = new Map([[margins, sumTrees(given, rows)]])
      for (const step of steps) step(values, rows)
      return rowsOf(answer.name, values)
    },
  }
}

function checkOpsets({ opsets }: Graph): void {
  const [own = OLDEST_OPSET, ml] = [opsets.get(''), opsets.get('ai.onnx.ml')]
  if (own >= OLDEST_OPSET && own <= NEWEST_OPSET && ml === TREES_OPSET) return
  throw new UnknownGraph(`the graph has the operator sets ${own} and ${ml}`)
}

/** One name, one value: otherwise the order of reading would decide what is meant. */
function checkNames({ nodes, constants, inputs }: Graph): void {
  const names = [
    ...constants.keys(),
    ...inputs.map(({ name }) => name),
    ...nodes.flatMap(({ outputs }) => outputs),
  ]
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new UnknownGraph(`"${twice}" is two values`)
}

function onlyPort(ports: readonly Port[], name: string): Port {
  const [port] = ports
  if (ports.length === 1 && port?.name === name && port.dims.length === 2) return port
  throw new UnknownGraph(`${ports.map((found) => found.name)} is not one matrix named ${name}`)
}
