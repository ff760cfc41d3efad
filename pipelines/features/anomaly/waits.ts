/** How long a feed has kept still or away, counted in what was due meanwhile instead of in days. */
import type { Feed } from './anomaly-feed'
import type { Measures } from './measures'
import { meanOf } from './robust'

/** Searches of the market on a day, and the share of them that showed the airline. */
export type Presence = { readonly searches: number; readonly shown: number | undefined }

/** Of the changes that are usual, how many are due. */
const DUE = 0.5
/** Share of past waits that are no longer than a long one. */
const LONG = 0.9

/** What comes is taken off what is due, so that a few changes do not end a standstill. */
export function overdueChanges({ past, awaitedChanges }: Feed, measures: Measures): number {
  const usual = meanOf(past.get('changed_share') ?? []) ?? 0
  return Math.max(0, awaitedChanges + DUE * usual * measures.paths - measures.changes)
}

/** One sighting ends it. */
export function overdueSightings(
  { past, awaitedSightings }: Feed,
  { searches, shown = 0 }: Presence
): number {
  return shown > 0 ? 0 : awaitedSightings + (meanOf(past.get('missing') ?? []) ?? 0) * searches
}

/** Of waits that are over. */
export function longWait(waits: readonly number[]): number {
  return waits.toSorted((a, b) => a - b)[Math.floor(LONG * waits.length)] ?? 0
}
