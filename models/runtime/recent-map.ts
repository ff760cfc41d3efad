/**
 * A map bounded by the bytes of its values. Beyond the bound the entry that was read least recently goes
 * first. For what can be read or computed again.
 */
export type RecentMap<Key, Value> = {
  readonly size: number
  readonly bytes: number
  /** Makes the entry the most recent one. */
  get(key: Key): Value | undefined
  /** A value larger than the whole bound is not kept. */
  set(key: Key, value: Value, bytes: number): void
  delete(key: Key): void
  clear(): void
}

export function createRecentMap<Key, Value>(mostBytes: number): RecentMap<Key, Value> {
  // Insertion order is order of use.
  const entries = new Map<Key, { readonly value: Value; readonly bytes: number }>()
  let total = 0
  const drop = (key: Key) => {
    total -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }
  return {
    get size() {
      return entries.size
    },
    get bytes() {
      return total
    },
    get(key) {
      const found = entries.get(key)
      if (!found) return undefined
      entries.delete(key)
      entries.set(key, found)
      return found.value
    },
    set(key, value, bytes) {
      drop(key)
      if (bytes > mostBytes) return
      entries.set(key, { value, bytes })
      total += bytes
      for (const oldest of entries.keys()) {
        if (total <= mostBytes) return
        drop(oldest)
      }
    },
    delete: drop,
    clear() {
      entries.clear()
      total = 0
    },
  }
}
