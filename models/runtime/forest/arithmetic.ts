/** Add, Sub, Mul, Div and Pow of two matrices, one of which may be one row or one column. */

import type { Graph } from '../onnx/onnx-graph'
import { UnknownGraph } from '../onnx/unknown-graph'
import { type Affine, combined, constantTerm, curved, isConstant } from './affine'
import { type Compile, rowsOf, shaped, type Terms, termsOf, type Values, widthOf } from './step'

type Operator = 'Add' | 'Sub' | 'Mul' | 'Div' | 'Pow'

const COMPUTE: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
}

const TRACE: Readonly<Record<Operator, (a: Affine, b: Affine) => Affine>> = {
  Add: (a, b) => combined(a, 1, b, 1),
  Sub: (a, b) => combined(a, 1, b, -1),
  Mul: (a, b) => {
    if (isConstant(b)) return combined(a, b.constant, b, 0)
    return isConstant(a) ? combined(b, a.constant, a, 0) : curved(a)
  },
  Div: (a, b) =>
    isConstant(b) ? combined(a, 1 / b.constant, b, 0) : curved(isConstant(a) ? b : a),
  Pow: (a, b) => (isConstant(b) && b.constant === 1 ? a : curved(isConstant(a) ? b : a)),
}

export function arithmetic(operator: Operator): Compile {
  const [compute, trace] = [COMPUTE[operator], TRACE[operator]]
  return (node, widths, graph) => {
    const { inputs, outputs } = shaped(node, 2, 1, {})
    const [a, b] = [inputs[0] ?? '', inputs[1] ?? ''].map((name) => operand(name, widths, graph))
    if (!a || !b || (a.constant && b.constant))
      throw new UnknownGraph(`${operator} has two constant operands`)
    const width = Math.max(a.width, b.width)
    if ([a, b].some((term) => term.width !== width && term.width !== 1)) {
      throw new UnknownGraph(`${operator} combines rows of width ${a.width} and ${b.width}`)
    }
    const [answer = ''] = outputs
    widths.set(answer, width)
    return {
      run(values, rows) {
        const [left, right] = [a.read(values), b.read(values)]
        const result = new Float32Array(rows * width)
        for (let row = 0; row < rows; row += 1) {
          for (let column = 0; column < width; column += 1) {
            result[row * width + column] = compute(left(row, column), right(row, column))
          }
        }
        values.set(answer, result)
      },
      trace(terms) {
        const columns = Array.from({ length: width }, (_, column) =>
          trace(a.term(terms, column), b.term(terms, column))
        )
        terms.set(answer, columns)
      },
    }
  }
}

type Operand = {
  readonly width: number
  readonly constant: boolean
  read(values: Values): (row: number, column: number) => number
  term(terms: Terms, column: number): Affine
}

function operand(name: string, widths: Map<string, number>, graph: Graph): Operand {
  const constant = graph.constants.get(name)
  if (constant && (!constant.floats || constant.dims.slice(0, -1).some((size) => size !== 1))) {
    throw new UnknownGraph(`${name} is not one row of float32`)
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
    term(terms, column) {
      const at = column * perColumn
      const term = constant ? undefined : termsOf(name, terms)[at]
      // Weights are empty: `combined` reads a missing weight as 0, and at most one operand is
      // constant.
      return term ?? constantTerm(constant?.floats?.[at] ?? Number.NaN, 0)
    },
  }
}
