/**
 * Length of a feed's standstill or absence, counted in the changes or sightings due meanwhile
 * instead of in days.
 */

import { meanOf } from '../../../models/statistics/mean'
import type { Feed } from './anomaly-feed'
import type { Measures } from './measures'

/** Number of searches of the market on a day, and the share of them that showed the airline. */
export type Presence = { readonly searches: number; readonly shown: number | undefined }

/** Share of the usual changes that count as due. */
const DUE = 0.5
/** Share of past waits that are no longer than a long one. */
const LONG = 0.9

/**
 * Observed changes are subtracted from the due ones, so that a few changes do not end a standstill.
 */
export function overdueChanges({ past, awaitedChanges }: Feed, measures: Measures): number {
  const usual = meanOf(past.get('changed_share') ?? []) ?? 0
  return Math.max(0, awaitedChanges + DUE * usual * measures.paths - measures.changes)
}

/** One sighting resets the count. */
export function overdueSightings(
  { past, awaitedSightings }: Feed,
  { searches, shown = 0 }: Presence
): number {
  return shown > 0 ? 0 : awaitedSightings + (meanOf(past.get('missing') ?? []) ?? 0) * searches
}

/** Quantile of the completed waits. */
export function longWait(waits: readonly number[]): number {
  return waits.toSorted((a, b) => a - b)[Math.floor(LONG * waits.length)] ?? 0
}
