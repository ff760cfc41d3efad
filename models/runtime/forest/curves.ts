/**
 * The operators Sigmoid, Softmax, Exp, Log and Neg of a matrix, computed in float64 and rounded
 * once.
 */
import { type Affine, combined, constantTerm, curved } from './affine'
import { type Compile, rowsOf, shaped, termsOf, widthOf } from './step'

type Curve = (value: number) => number

export const sigmoid: Curve = (value) => 1 / (1 + Math.exp(-value))

export function curve(compute: Curve): Compile {
  return cellwise(compute, curved)
}

export const negate: Compile = cellwise(
  (value) => -value,
  (term) => combined(term, -1, constantTerm(0, 0), 0)
)

function cellwise(compute: Curve, trace: (term: Affine) => Affine): Compile {
  return (node, widths) => {
    const { inputs, outputs } = shaped(node, 1, 1, {})
    const [[source = ''], [answer = '']] = [inputs, outputs]
    widths.set(answer, widthOf(source, widths))
    return {
      run: (values) => values.set(answer, rowsOf(source, values).map(compute)),
      trace: (terms) => terms.set(answer, termsOf(source, terms).map(trace)),
    }
  }
}

export const softmax: Compile = (node, widths) => {
  const { inputs, outputs } = shaped(node, 1, 1, { axis: [1, -1, undefined] })
  const [[source = ''], [answer = '']] = [inputs, outputs]
  const width = widthOf(source, widths)
  widths.set(answer, width)
  return {
    run: (values, rows) => values.set(answer, shares(rowsOf(source, values), rows, width)),
    trace: (terms) => terms.set(answer, termsOf(source, terms).map(curved)),
  }
}

function shares(margins: Float32Array, rows: number, width: number): Float32Array {
  const result = new Float32Array(margins.length)
  for (let row = 0; row < rows; row += 1) {
    const own = margins.subarray(row * width, (row + 1) * width)
    const greatest = own.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    const raised = Array.from(own, (value) => Math.exp(value - greatest))
    const sum = raised.reduce((a, b) => a + b, 0)
    for (const [column, value] of raised.entries()) result[row * width + column] = value / sum
  }
  return result
}
