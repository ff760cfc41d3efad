/** The operators that may follow the trees. */

import { UnknownGraph } from '../onnx/unknown-graph'
import { arithmetic } from './arithmetic'
import { curve, negate, sigmoid, softmax } from './curves'
import type { Compile } from './step'
import { concat, split, topK } from './tensor-columns'

const OPERATORS: ReadonlyMap<string, Compile> = new Map([
  ['Add', arithmetic('Add')],
  ['Sub', arithmetic('Sub')],
  ['Mul', arithmetic('Mul')],
  ['Div', arithmetic('Div')],
  ['Pow', arithmetic('Pow')],
  ['Sigmoid', curve(sigmoid)],
  ['Exp', curve(Math.exp)],
  ['Log', curve(Math.log)],
  ['Neg', negate],
  ['Softmax', softmax],
  ['Split', split],
  ['TopK', topK],
  ['Concat', concat],
])

export const compile: Compile = (node, widths, graph) => {
  const known = OPERATORS.get(node.operator)
  if (known) return known(node, widths, graph)
  throw new UnknownGraph(`the graph has the operator ${node.operator}`)
}
