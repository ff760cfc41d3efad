/** Reads values made by `readXml`; `json-value` reads these and JSON. */
import { at, items, text } from '../document/json-value'

/** The text of an element, with or without attributes beside it. */
export function words(value: unknown): string | undefined {
  return text(value) ?? text(at(value, 'content'))
}

/** Value of the first of the names that the element has, as attribute or child. */
export function either(value: unknown, ...names: readonly string[]): unknown {
  return names.map((name) => at(value, name)).find((each) => each !== undefined)
}

/** All elements under a path of names, whether each name occurs once or many times. */
export function all(value: unknown, ...path: readonly string[]): readonly unknown[] {
  return path.reduce<readonly unknown[]>(
    (reached, name) => reached.flatMap((each) => items(at(each, name))),
    items(value)
  )
}

/** Decimals may be padded: some write "151.00000000000000000000". */
export function number(value: unknown): number | undefined {
  const written = words(value)
  return written !== undefined && DECIMAL.test(written) ? Number(written) : undefined
}
const DECIMAL = /^[-+]?\d{1,15}(?:\.\d{1,30})?$/

/** Every element of one of the names at any depth, in the document's order within a name. */
export function descendants(value: unknown, names: ReadonlySet<string>): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => descendants(each, names))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, child]) =>
    names.has(name) ? items(child) : descendants(child, names)
  )
}

export type Payload = { readonly name: string; readonly value: unknown; readonly pointer: string }

/** SOAP and gateways put at most so many elements around the payload. */
const WRAPPERS = 5

export function payloadOf(document: unknown, names: readonly string[]): Payload | undefined {
  return payloadNamed(document, (name) => names.includes(name))
}

export function payloadNamed(
  document: unknown,
  isNamed: (name: string) => boolean
): Payload | undefined {
  let level: readonly Payload[] = [{ name: '', value: document, pointer: '' }]
  for (let depth = 0; depth <= WRAPPERS; depth += 1) {
    level = level.flatMap(({ value, pointer }) => childrenOf(value, pointer))
    const found = level.find(({ name }) => isNamed(name))
    if (found) return found
  }
  return undefined
}

/** Lists are content, not wrappers. */
function childrenOf(value: unknown, pointer: string): Payload[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).map(([name, child]) => ({
    name,
    value: child,
    pointer: `${pointer}/${name}`,
  }))
}
