/**
 * One operator after the trees, on matrices [rows, width] of float32, validated when the file is
 * read.
 */

import type { Graph, GraphNode } from '../onnx/onnx-graph'
import { UnknownGraph } from '../onnx/unknown-graph'
import type { Affine } from './affine'

/** Values by name, each of shape [rows, its width]. */
export type Values = Map<string, Float32Array>
/** Value columns by name, as sums of the trees' targets. */
export type Terms = Map<string, readonly Affine[]>

export type Step = {
  run(values: Values, rows: number): void
  /** Expresses one row, whose `values` are known, in terms of the trees' targets. */
  trace(terms: Terms, values: Values): void
}

/** `widths` are those of the values so far; a compiled node adds its own output's. */
export type Compile = (node: GraphNode, widths: Map<string, number>, graph: Graph) => Step

/** Checks that every attribute has one of its permitted values; `undefined` permits its absence. */
export function shaped(
  node: GraphNode,
  inputs: number,
  outputs: number,
  allowed: Readonly<Record<string, readonly (number | undefined)[]>>
): GraphNode {
  const { operator, attributes } = node
  const good = Object.entries(allowed).every(([name, values]) =>
    values.some((value) => value === attributes.get(name))
  )
  if (!good || [...attributes.keys()].some((name) => !(name in allowed))) {
    throw new UnknownGraph(`${operator} has unsupported attributes`)
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

/** Never absent: a step is compiled after the steps that compute its inputs. */
export function rowsOf(name: string, values: Values): Float32Array {
  return values.get(name) ?? new Float32Array()
}

export function termsOf(name: string, terms: Terms): readonly Affine[] {
  return terms.get(name) ?? []
}
