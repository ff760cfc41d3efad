/**
 * Whether the copy of a snapshot in KV should be written anew. A write costs as much as ten reads, and
 * the copy only answers while the market object is late, so small movements are left out.
 */
import { HOUR_MS, MINUTE_MS } from '../../models/airline/calendar'
import { fareGroupKey } from './market-batch'
import { type FareGroupSnapshot, GRID_STEPS, type MarketSnapshot, WINDOWS } from './snapshot'

/** KV takes one write a second for a key. */
export const PUBLISH_EVERY_MS = 10_000
/** A market that was not read for so long has no copy made. */
export const READ_WITHIN_MS = 15 * MINUTE_MS
/** A copy is made anew at this age whatever has moved. */
export const MAX_AGE_MS = HOUR_MS
/** Relative change of a level that matters: it moves a fare by a percentile of its usual spread. */
const MOVED = 0.02

export type Levels = { readonly lowestMinor: number; readonly quartileMinor: number }

export type PublishedLevels = {
  /** The wall clock. */
  readonly at: number
  /** By `fareGroupKey`. */
  readonly groups: Readonly<Record<string, Levels>>
}

/** `published` is undefined where no copy was ever made. */
export function isWorthPublishing(
  published: PublishedLevels | undefined,
  snapshot: MarketSnapshot,
  wallNow: number
): boolean {
  if (!published || wallNow - published.at >= MAX_AGE_MS) return true
  const { groups } = levelsOf(snapshot, wallNow)
  return Object.entries(groups).some(([group, levels]) => hasMoved(published.groups[group], levels))
}

export function levelsOf({ fareGroups }: MarketSnapshot, wallNow: number): PublishedLevels {
  const groups = fareGroups.flatMap((group) => {
    const levels = levelsIn(group)
    return levels ? [[fareGroupKey(group), levels] as const] : []
  })
  return { at: wallNow, groups: Object.fromEntries(groups) }
}

function hasMoved(before: Levels | undefined, after: Levels): boolean {
  if (!before) return true
  return (
    differs(before.lowestMinor, after.lowestMinor) ||
    differs(before.quartileMinor, after.quartileMinor)
  )
}

function differs(before: number, after: number): boolean {
  return Math.abs(after - before) > MOVED * Math.abs(before)
}

/** Levels of the widest window, which is what answers compare with. */
function levelsIn({ windows }: FareGroupSnapshot): Levels | undefined {
  const [widest] = WINDOWS.toReversed().flatMap((window) => windows[window] ?? [])
  if (!widest || widest.count === 0) return undefined
  const quartileMinor = widest.gridMinor[GRID_STEPS / 4] ?? widest.minMinor
  return { lowestMinor: widest.minMinor, quartileMinor }
}
