/** Event counts by time bucket. */
import { claim, createRing, type Ring, visit } from './ring'

export type EventCounts = { readonly ring: Ring; readonly counts: Uint32Array }

export function createEventCounts(bucketMs: number, buckets: number): EventCounts {
  return { ring: createRing(bucketMs, buckets), counts: new Uint32Array(buckets) }
}

export function tally({ ring, counts }: EventCounts, at: number): void {
  const slot = claim(ring, at, (old) => {
    counts[old] = 0
  })
  if (slot !== undefined) counts[slot] = (counts[slot] ?? 0) + 1
}

/** Sums the newest `buckets` of the ring, or all of it. */
export function total({ ring, counts }: EventCounts, now: number, buckets?: number): number {
  let sum = 0
  const add = (slot: number) => {
    sum += counts[slot] ?? 0
  }
  visit(ring, now, add, buckets)
  return sum
}

/** Sums by a property of the bucket's epoch, such as its hour of day. */
export function totalsBy(
  { ring, counts }: EventCounts,
  now: number,
  groups: number,
  groupOf: (epoch: number) => number
): number[] {
  const sums = new Array<number>(groups).fill(0)
  visit(ring, now, (slot, epoch) => {
    const group = groupOf(epoch)
    sums[group] = (sums[group] ?? 0) + (counts[slot] ?? 0)
  })
  return sums
}
