/**
 * Bounds the rows of a selection that rest on one sender of a pool: no sender has more of them than its
 * share of the selection. The newest stay.
 */
import type { LowestDay } from '../snapshot'
import { greatestMass } from './share-bound'

export type OwnedFare = Pick<LowestDay, 'day' | 'lowestMinor' | 'sender'>

/**
 * `senders` is the number of senders behind the selection. Returns the same array where nothing exceeds
 * a share.
 */
export function boundOwned<Fare extends OwnedFare>(
  rows: readonly Fare[],
  senders: number
): readonly Fare[] {
  const owned = rows.filter(({ sender }) => sender !== undefined)
  const byOwner = Map.groupBy(owned, ({ sender }) => sender)
  const counts = Array.from(byOwner.values(), (each) => each.length)
  const neutral = rows.length - owned.length
  // A whole number may come out a rounding error below itself.
  const greatest = Math.floor(greatestMass(counts, { neutral, senders }) + 1e-9)
  if (counts.every((count) => count <= greatest)) return rows
  const left = new Set<Fare>()
  for (const group of byOwner.values()) {
    const newest = group.toSorted((a, b) => b.day - a.day)
    for (const row of newest.slice(greatest)) left.add(row)
  }
  return rows.filter((row) => !left.has(row))
}
