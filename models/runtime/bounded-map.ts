/**
 * A map for what can be read or computed again. At its bound it releases all entries before it takes
 * another: to count uses would cost more than to fill it anew.
 */
export type BoundedMap<Key, Value> = {
  readonly size: number
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
  clear(): void
}

export function createBoundedMap<Key, Value>(most: number): BoundedMap<Key, Value> {
  const entries = new Map<Key, Value>()
  return {
    get size() {
      return entries.size
    },
    get: (key) => entries.get(key),
    set(key, value) {
      if (entries.size >= most && !entries.has(key)) entries.clear()
      entries.set(key, value)
    },
    clear: () => entries.clear(),
  }
}
