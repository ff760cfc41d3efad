/** Reads attributes of a tree operator, checking type and length. */
import type { GraphNode } from './onnx-graph'
import { UnknownGraph } from './unknown-graph'

export function numberOf({ operator, attributes }: GraphNode, name: string, otherwise?: number) {
  const value = attributes.get(name) ?? otherwise
  if (typeof value === 'number') return value
  throw new UnknownGraph(`${operator} has no number ${name}`)
}

/** Reads a text, or the name of an enumerated value. */
export function textOf({ operator, attributes }: GraphNode, name: string, otherwise: string) {
  const value = attributes.get(name)
  if (value === undefined) return otherwise
  const [text] = typeof value === 'object' && 'texts' in value ? value.texts : []
  if (text !== undefined) return text
  throw new UnknownGraph(`${operator} has no text ${name}`)
}

export function textsOf({ operator, attributes }: GraphNode, name: string, length?: number) {
  const value = attributes.get(name)
  if (typeof value === 'object' && 'texts' in value) return sized(value.texts, name, length)
  throw new UnknownGraph(`${operator} has no list ${name}`)
}

export function intsOf(
  { operator, attributes }: GraphNode,
  name: string,
  length?: number
): readonly number[] {
  const value = attributes.get(name)
  const list = typeof value === 'object' && 'ints' in value ? value.ints : value
  if (!Array.isArray(list)) throw new UnknownGraph(`${operator} has no list ${name}`)
  return sized(list, name, length)
}

export function floatsOf({ operator, attributes }: GraphNode, name: string, length?: number) {
  const value = attributes.get(name)
  if (value instanceof Float32Array) return sized(value, name, length)
  const list = typeof value === 'object' && 'floats' in value ? value.floats : undefined
  if (!list) throw new UnknownGraph(`${operator} has no float32 ${name}`)
  return sized(list, name, length)
}

export function within(ids: readonly number[], limit: number, name: string): readonly number[] {
  const odd = ids.find((id) => !(id >= 0 && id < limit))
  if (odd === undefined) return ids
  throw new UnknownGraph(`${name} has ${odd}, the greatest is ${limit - 1}`)
}

export function onlyAttributes({ operator, attributes }: GraphNode, known: Iterable<string>): void {
  const names = new Set(known)
  const odd = [...attributes.keys()].find((name) => !names.has(name))
  if (odd) throw new UnknownGraph(`${operator} has ${odd}`)
}

function sized<List extends { readonly length: number }>(
  list: List,
  name: string,
  length = list.length
): List {
  if (list.length === length) return list
  throw new UnknownGraph(`${name} has ${list.length} values instead of ${length}`)
}
