/** Where values stand among each other; what is not known has no place and takes none. */

type Known = number | undefined

export type Standing = {
  readonly least: number
  readonly median: number
  /** Of a known value, from 1; equal values share the first place. */
  place(value: number): number
  /** From 1, equal values counted once. */
  step(value: number): number
  /** Known values equal to it, itself among them. */
  equals(value: number): number
  /** Mean place over the number of values: above 0, at most 1. */
  share(value: number): number
}

/** Undefined when no value is known. */
export function standing(values: readonly Known[]): Standing | undefined {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b)
  const [least] = sorted
  if (least === undefined) return undefined
  const first = new Map<number, number>()
  const counts = new Map<number, number>()
  const steps = new Map<number, number>()
  for (const [at, value] of sorted.entries()) {
    if (!first.has(value)) first.set(value, at + 1)
    if (!steps.has(value)) steps.set(value, steps.size + 1)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const place = (value: number) => first.get(value) ?? 0
  const equals = (value: number) => counts.get(value) ?? 0
  const middle = (sorted.length - 1) / 2
  const [low = least, high = least] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]]
  return {
    least,
    median: (low + high) / 2,
    place,
    step: (value) => steps.get(value) ?? 0,
    equals,
    share: (value) => (place(value) + (equals(value) - 1) / 2) / sorted.length,
  }
}

/** Log of a value over the least of its group, for values above 0. */
export function overLeast(value: Known, group: readonly Known[]): number | undefined {
  const least = Math.min(...group.filter((each) => each !== undefined))
  return value === undefined || value <= 0 || least <= 0 ? undefined : Math.log(value / least)
}

/** Values of the offers that share a key with each offer; undefined keys share with none. */
export function byKey<Item, Key>(
  items: readonly Item[],
  groupKey: (item: Item) => Key | undefined
): (item: Item) => readonly Item[] | undefined {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = groupKey(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return (item) => {
    const key = groupKey(item)
    return key === undefined ? undefined : groups.get(key)
  }
}
