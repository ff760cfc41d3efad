/**
 * Time buckets that form a ring: an instant's epoch (its bucket number since 1970) selects the
 * slot, and a newer epoch evicts the slot's content. A late instant is counted in its own bucket,
 * or ignored once a newer epoch has its slot. Memory is fixed.
 */
export type Ring = {
  readonly bucketMs: number
  /** Epoch of each slot, or NEVER. */
  readonly epochs: Int32Array
}

const NEVER = -1

export function createRing(bucketMs: number, buckets: number): Ring {
  return { bucketMs, epochs: new Int32Array(buckets).fill(NEVER) }
}

/**
 * Returns the slot of an instant; undefined when it was evicted. `clear` empties a slot that
 * changes its epoch.
 */
export function claim(ring: Ring, at: number, clear: (slot: number) => void): number | undefined {
  const epoch = Math.floor(at / ring.bucketMs)
  const slot = epoch % ring.epochs.length
  const current = ring.epochs[slot]
  if (current === undefined || current > epoch) return undefined
  if (current < epoch) {
    clear(slot)
    ring.epochs[slot] = epoch
  }
  return slot
}

/** Visits the slots of a window that ends at `now`; the newest bucket is still filling. */
export function visit(
  { bucketMs, epochs }: Ring,
  now: number,
  each: (slot: number, epoch: number) => void,
  buckets = epochs.length
): void {
  const newest = Math.floor(now / bucketMs)
  for (let slot = 0; slot < epochs.length; slot += 1) {
    const epoch = epochs[slot] ?? NEVER
    if (epoch >= 0 && epoch <= newest && epoch > newest - buckets) each(slot, epoch)
  }
}
