/**
 * Names of NDC elements without case and separators. Senders and schema versions write one element
 * as IATA_LocationCode, IATALocationCode or IataLocationCode, and one reference as RefID or RefId;
 * the readers of this folder find each of them through the functions below.
 */
import * as json from '../document/json-value'
import * as xml from '../xml/xml-value'

/** The same document with its names folded; elements whose names then meet become one list. */
export function foldNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(foldNames)
  if (typeof value !== 'object' || value === null) return value
  const folded = new Map<string, unknown>()
  for (const [name, child] of Object.entries(value)) {
    const key = fold(name)
    const here = foldNames(child)
    const known = folded.get(key)
    folded.set(key, known === undefined ? here : [...json.items(known), ...json.items(here)])
  }
  return Object.fromEntries(folded)
}

export function at(value: unknown, ...path: readonly string[]): unknown {
  return json.at(value, ...path.map(fold))
}

export function all(value: unknown, ...path: readonly string[]): readonly unknown[] {
  return xml.all(value, ...path.map(fold))
}

export function either(value: unknown, ...names: readonly string[]): unknown {
  return xml.either(value, ...names.map(fold))
}

export function descendants(value: unknown, names: ReadonlySet<string>): readonly unknown[] {
  return xml.descendants(value, names)
}

/** Names for `descendants`, folded once. */
export function nameSet(...names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map(fold))
}

/** The payload of one of the names, itself folded; its pointer keeps the document's spelling. */
export function payloadOf(document: unknown, names: readonly string[]): xml.Payload | undefined {
  const wanted = new Set(names.map(fold))
  const found = xml.payloadNamed(document, (name) => wanted.has(fold(name)))
  return found && { ...found, value: foldNames(found.value) }
}

/** A document has a few hundred different names and up to 400,000 elements. */
function fold(name: string): string {
  return name.replaceAll(/[_.-]/g, '').toLowerCase()
}
