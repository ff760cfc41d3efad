/** Evicts the entries with the oldest observations. */

type Observed = { readonly lastObservedAt: number }

/** Leaves the `most` recently observed entries and returns the evicted ones. */
export function evictStalest<K, V extends Observed>(entries: Map<K, V>, most: number): [K, V][] {
  const evicted: [K, V][] = []
  while (entries.size > most) {
    const stalest = [...entries].reduce((oldest, each) =>
      each[1].lastObservedAt < oldest[1].lastObservedAt ? each : oldest
    )
    entries.delete(stalest[0])
    evicted.push(stalest)
  }
  return evicted
}
