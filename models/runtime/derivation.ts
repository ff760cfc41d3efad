/**
 * Memos of pure functions. The core keeps no other state: a value derived from an immutable value can
 * only ever be the same, so where it is kept changes no answer.
 */

/** Computes once for each value; the result is released with the value. */
export function derivation<Owner extends object, T>(
  compute: (owner: Owner) => T
): (owner: Owner) => T {
  const results = new WeakMap<Owner, { readonly value: T }>()
  return (owner) => {
    const known = results.get(owner)
    if (known) return known.value
    const value = compute(owner)
    results.set(owner, { value })
    return value
  }
}

/** Computes once for each value and number, such as a day; a value keeps the result of the last number. */
export function latestDerivation<Owner extends object, T>(
  compute: (owner: Owner, at: number) => T
): (owner: Owner, at: number) => T {
  const results = new WeakMap<Owner, { readonly at: number; readonly value: T }>()
  return (owner, at) => {
    const known = results.get(owner)
    if (known?.at === at) return known.value
    const value = compute(owner, at)
    results.set(owner, { at, value })
    return value
  }
}

/**
 * Computes once for each key; for keys of a closed table, whose size bounds the memory: `undefined`, the
 * result for a key outside the table, is not kept.
 */
export function keyedDerivation<Key, T>(compute: (key: Key) => T): (key: Key) => T {
  const results = new Map<Key, T>()
  return (key) => {
    const known = results.get(key)
    if (known !== undefined) return known
    const value = compute(key)
    if (value !== undefined) results.set(key, value)
    return value
  }
}
