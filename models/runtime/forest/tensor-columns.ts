/** The operators Split, Concat and TopK: select, join and sort columns. */

import { valueAt } from '../../statistics/value-at'
import { UnknownGraph } from '../onnx/unknown-graph'
import { type Compile, rowsOf, shaped, termsOf, widthOf } from './step'

export const split: Compile = (node, widths, graph) => {
  const { inputs, outputs } = shaped(node, 2, node.outputs.length, { axis: [1, -1] })
  const [source = '', parts = ''] = inputs
  const width = widthOf(source, widths)
  const sizes = graph.constants.get(parts)?.ints ?? []
  if (sizes.length !== outputs.length || sizes.reduce((sum, size) => sum + size, 0) !== width) {
    throw new UnknownGraph(`Split cuts rows of ${width} into ${sizes}`)
  }
  let start = 0
  const pieces = outputs.map((name, at) => {
    const size = valueAt(sizes, at)
    widths.set(name, size)
    start += size
    return { name, size, from: start - size }
  })
  return {
    run(values, rows) {
      const data = rowsOf(source, values)
      for (const { name, size, from } of pieces) {
        const piece = new Float32Array(rows * size)
        for (let row = 0; row < rows; row += 1) {
          const at = row * width + from
          piece.set(data.subarray(at, at + size), row * size)
        }
        values.set(name, piece)
      }
    },
    trace(terms) {
      const columns = termsOf(source, terms)
      for (const { name, size, from } of pieces) terms.set(name, columns.slice(from, from + size))
    },
  }
}

/** Supports the value output only: no node may read the former positions. */
export const topK: Compile = (node, widths, graph) => {
  const { inputs, outputs } = shaped(node, 2, 2, { axis: [1, -1], largest: [0], sorted: [1] })
  const [source = '', count = ''] = inputs
  const width = widthOf(source, widths)
  const counts = graph.constants.get(count)?.ints ?? []
  if (counts.length !== 1 || counts[0] !== width)
    throw new UnknownGraph(`TopK with k ${counts} must sort all ${width} columns`)
  const [sorted = ''] = outputs
  widths.set(sorted, width)
  return {
    run(values, rows) {
      const result = rowsOf(source, values).slice()
      for (let row = 0; row < rows; row += 1) result.subarray(row * width, (row + 1) * width).sort()
      values.set(sorted, result)
    },
    /** The expression at each position is that of the value sorted to it. */
    trace(terms, values) {
      const row = rowsOf(source, values)
      const order = Array.from(row.keys()).sort((a, b) => valueAt(row, a) - valueAt(row, b))
      const columns = termsOf(source, terms)
      terms.set(
        sorted,
        order.flatMap((from) => columns[from] ?? [])
      )
    },
  }
}

export const concat: Compile = (node, widths) => {
  const { inputs, outputs } = shaped(node, node.inputs.length, 1, { axis: [1, -1] })
  const sizes = inputs.map((name) => widthOf(name, widths))
  const width = sizes.reduce((sum, size) => sum + size, 0)
  const [joined = ''] = outputs
  widths.set(joined, width)
  return {
    run(values, rows) {
      const result = new Float32Array(rows * width)
      let from = 0
      for (const [at, name] of inputs.entries()) {
        const [data, size] = [rowsOf(name, values), valueAt(sizes, at)]
        for (let row = 0; row < rows; row += 1) {
          result.set(data.subarray(row * size, (row + 1) * size), row * width + from)
        }
        from += size
      }
      values.set(joined, result)
    },
    trace(terms) {
      terms.set(
        joined,
        inputs.flatMap((name) => termsOf(name, terms))
      )
    },
  }
}
