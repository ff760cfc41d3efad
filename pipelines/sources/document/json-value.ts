/**
 * Reads JSON whose shape is not promised: nothing here throws, and a value that is absent or of
 * another kind is undefined.
 */

/** The value under a path of property names. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let reached = value
  for (const name of path) {
    if (!isFields(reached) || !Object.hasOwn(reached, name)) return undefined
    reached = reached[name]
  }
  return reached
}

/** One element or many: JSON made from XML writes a list of one as its element. */
export function items(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

/** A number is read as its digits: ids and flight numbers come as either. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' ? value.trim() || undefined : undefined
}

/** Decimal text or number. */
export function decimal(value: unknown): number | undefined {
  if (typeof value === 'string' && !DECIMAL.test(value.trim())) return undefined
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,40})?$/

/** Elements by id, of a list that other parts of the document refer to. */
export function byId(list: unknown): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  for (const item of items(list)) {
    const id = text(at(item, 'id'))
    if (id !== undefined) found.set(id, item)
  }
  return found
}

/** Sum of the amounts present; undefined where none is. */
export function sumOf(amounts: readonly (number | undefined)[]): number | undefined {
  const there = amounts.filter((amount) => amount !== undefined)
  return there.length === 0 ? undefined : there.reduce((sum, amount) => sum + amount, 0)
}

/** Smallest of the numbers present; undefined where none is. */
export function leastOf(numbers: readonly (number | undefined)[]): number | undefined {
  const there = numbers.filter((number) => number !== undefined)
  return there.length === 0 ? undefined : there.reduce((least, each) => Math.min(least, each))
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
