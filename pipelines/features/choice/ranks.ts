/** Ranks of values among each other; unknown values have no rank and do not affect others'. */

type Known = number | undefined

export type Standing = {
  readonly least: number
  readonly median: number
  /** Rank of a known value, from 1; equal values share the first rank. */
  place(value: number): number
  /** Rank among distinct values, from 1. */
  step(value: number): number
  /** Number of known values equal to it, including itself. */
  equals(value: number): number
  /** Mean rank over the number of values: above 0, at most 1. */
  share(value: number): number
}

/** Returns undefined when no value is known. */
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

/** Logarithm of a value over the least of its group, for values above 0. */
export function overLeast(value: Known, group: readonly Known[]): number | undefined {
  const least = Math.min(...group.filter((each) => each !== undefined))
  return value === undefined || value <= 0 || least <= 0 ? undefined : Math.log(value / least)
}

/** For each offer, the values of the offers with the same key; an undefined key matches none. */
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
