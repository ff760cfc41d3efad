/** Makes room: what was observed last stays. */

type Observed = { readonly lastObservedAt: number }

/** Keeps the `most` observed last and gives back those that had to go. */
export function evictStalest<K, V extends Observed>(kept: Map<K, V>, most: number): [K, V][] {
  const evicted: [K, V][] = []
  while (kept.size > most) {
    const stalest = [...kept].reduce((oldest, each) =>
      each[1].lastObservedAt < oldest[1].lastObservedAt ? each : oldest
    )
    kept.delete(stalest[0])
    evicted.push(stalest)
  }
  return evicted
}
