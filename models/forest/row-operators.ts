/**
 * The operators that may follow the trees, on matrices [rows, width] in float32. Each is checked
 * when the graph is read, so that evaluating cannot meet what it does not know.
 */
import type { Graph, GraphNode } from './onnx-graph'
import { UnknownGraph } from './unknown-graph'

/** Values by name, each [rows, its width]. */
export type Values = Map<string, Float32Array>
export type Step = (values: Values, rows: number) => void

/** `widths` are those of the values so far; a compiled node adds its own. */
export function compile(node: GraphNode, widths: Map<string, number>, graph: Graph): Step {
  switch (node.operator) {
    case 'Add':
      return compileAdd(node, widths, graph)
    case 'Split':
      return compileSplit(node, widths, graph)
    case 'TopK':
      return compileTopK(node, widths, graph)
    case 'Concat':
      return compileConcat(node, widths)
    default:
      throw new UnknownGraph(`the graph has the operator ${node.operator}`)
  }
}

function compileAdd(node: GraphNode, widths: Map<string, number>, graph: Graph): Step {
  const { inputs, outputs } = shaped(node, 2, 1, {})
  const [a, b] = [inputs[0] ?? '', inputs[1] ?? ''].map((name) => operand(name, widths, graph))
  if (!a || !b || (a.constant && b.constant)) throw new UnknownGraph('Add has no rows')
  const width = Math.max(a.width, b.width)
  if ([a, b].some((term) => term.width !== width && term.width !== 1)) {
    throw new UnknownGraph(`Add has rows of ${a.width} and ${b.width}`)
  }
  const [sum = ''] = outputs
  widths.set(sum, width)
  return (values, rows) => {
    const [left, right] = [a.read(values), b.read(values)]
    const result = new Float32Array(rows * width)
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < width; column += 1) {
        result[row * width + column] = left(row, column) + right(row, column)
      }
    }
    values.set(sum, result)
  }
}

type Operand = {
  readonly width: number
  readonly constant: boolean
  read(values: Values): (row: number, column: number) => number
}

function operand(name: string, widths: Map<string, number>, graph: Graph): Operand {
  const constant = graph.constants.get(name)
  if (constant && (!constant.floats || constant.dims.slice(0, -1).some((size) => size !== 1))) {
    throw new UnknownGraph(`Add has ${name}, which is not one row of float32`)
  }
  if (constant && constant.dims.length > 2) throw new UnknownGraph(`${name} is not a matrix`)
  const width = constant?.floats?.length ?? widthOf(name, widths)
  const [perRow, perColumn] = [constant ? 0 : width, width === 1 ? 0 : 1]
  return {
    width,
    constant: constant !== undefined,
    read(values) {
      const data = constant?.floats ?? rowsOf(name, values)
      return (row, column) => data[row * perRow + column * perColumn] ?? Number.NaN
    },
  }
}

function compileSplit(node: GraphNode, widths: Map<string, number>, graph: Graph): Step {
  const { inputs, outputs } = shaped(node, 2, node.outputs.length, { axis: [1, -1] })
  const [source = '', parts = ''] = inputs
  const width = widthOf(source, widths)
  const sizes = graph.constants.get(parts)?.ints ?? []
  if (sizes.length !== outputs.length || sizes.reduce((sum, size) => sum + size, 0) !== width) {
    throw new UnknownGraph(`Split cuts rows of ${width} into ${sizes}`)
  }
  let start = 0
  const pieces = outputs.map((name, at) => {
    const size = sizes[at] ?? 0
    widths.set(name, size)
    start += size
    return { name, size, from: start - size }
  })
  return (values, rows) => {
    const data = rowsOf(source, values)
    for (const { name, size, from } of pieces) {
      const piece = new Float32Array(rows * size)
      for (let row = 0; row < rows; row += 1) {
        const at = row * width + from
        piece.set(data.subarray(at, at + size), row * size)
      }
      values.set(name, piece)
    }
  }
}

/** Only the values: no node may read their former positions. */
function compileTopK(node: GraphNode, widths: Map<string, number>, graph: Graph): Step {
  const { inputs, outputs } = shaped(node, 2, 2, { axis: [1, -1], largest: [0], sorted: [1] })
  const [source = '', count = ''] = inputs
  const width = widthOf(source, widths)
  const kept = graph.constants.get(count)?.ints ?? []
  if (kept.length !== 1 || kept[0] !== width) throw new UnknownGraph(`TopK keeps ${kept}`)
  const [sorted = ''] = outputs
  widths.set(sorted, width)
  return (values, rows) => {
    const result = rowsOf(source, values).slice()
    for (let row = 0; row < rows; row += 1) result.subarray(row * width, (row + 1) * width).sort()
    values.set(sorted, result)
  }
}

function compileConcat(node: GraphNode, widths: Map<string, number>): Step {
  const { inputs, outputs } = shaped(node, node.inputs.length, 1, { axis: [1, -1] })
  const sizes = inputs.map((name) => widthOf(name, widths))
  const width = sizes.reduce((sum, size) => sum + size, 0)
  const [joined = ''] = outputs
  widths.set(joined, width)
  return (values, rows) => {
    const result = new Float32Array(rows * width)
    let from = 0
    for (const [at, name] of inputs.entries()) {
      const [data, size] = [rowsOf(name, values), sizes[at] ?? 0]
      for (let row = 0; row < rows; row += 1) {
        result.set(data.subarray(row * size, (row + 1) * size), row * width + from)
      }
      from += size
    }
    values.set(joined, result)
  }
}

/** Every attribute is there and has one of the values it may have. */
function shaped(
  node: GraphNode,
  inputs: number,
  outputs: number,
  allowed: Readonly<Record<string, readonly number[]>>
): GraphNode {
  const { operator, attributes } = node
  const good = Object.entries(allowed).every(([name, values]) =>
    values.some((value) => value === attributes.get(name))
  )
  if (!good || attributes.size !== Object.keys(allowed).length) {
    throw new UnknownGraph(`${operator} has other attributes`)
  }
  if (node.inputs.length === inputs && node.outputs.length === outputs) return node
  throw new UnknownGraph(
    `${operator} has ${node.inputs.length} inputs, ${node.outputs.length} outputs`
  )
}

export function widthOf(name: string, widths: ReadonlyMap<string, number>): number {
  const width = widths.get(name)
  if (width !== undefined) return width
  throw new UnknownGraph(`${name} is not computed from the trees before it is read`)
}

/** Never absent: `compile` saw it computed before it is read. */
export function rowsOf(name: string, values: Values): Float32Array {
  return values.get(name) ?? new Float32Array()
}
