/**
 * What a day of a feed measures against what was known before it. Steps are logs of a price against
 * its last one, levels logs of a price against the feed's usual one at as many days to departure.
 */

import type { Feed, KnownFare } from './anomaly-feed'
import type { DayFares, SeenFare } from './day-fares'
import { expectedLogs } from './expected-fares'
import { medianOf } from './robust'

export type Measures = {
  /** Fares whose last price is known. */
  readonly paths: number
  readonly changedShare: number | undefined
  readonly changes: number
  readonly medianStep: number | undefined
  /** Share of the paths that changed by one and the same factor, and its log. */
  readonly sameShare: number | undefined
  readonly sameStep: number
  readonly levels: number
  readonly medianLevel: number | undefined
  /** How far the oddest fare is below, and above, both its own past and its level; 0 or more. */
  readonly oddLow: number | undefined
  readonly oddHigh: number | undefined
  readonly belowLowest: number | undefined
  readonly aboveHighest: number | undefined
}

/** A price older than this is of another time. */
const FRESH_DAYS = 3
/** Below it a price is the same, rounded otherwise. */
const SAME = 0.004
/** Steps this close are one factor: cents of a small fare. */
const ALIKE = 0.006

export function measure(feed: Feed, today: DayFares, day: number): Measures {
  const expected = expectedLogs(feed)
  const [steps, levels, odds]: [number[], number[], number[]] = [[], [], []]
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const [key, fare] of today.fares) {
    const step = stepOf(feed.fares.get(key), fare, day)
    const usual = expected(fare)
    if (step !== undefined) steps.push(step)
    if (usual !== undefined) {
      levels.push(fare.log - usual)
      odds.push(oddnessOf(step, fare.log - usual))
    }
    lowest = Math.min(lowest, fare.log)
    highest = Math.max(highest, fare.log)
  }
  const changed = steps.filter((step) => Math.abs(step) > SAME)
  const same = sameFactor(changed)
  return {
    paths: steps.length,
    changes: changed.length,
    changedShare: shareOf(changed.length, steps),
    medianStep: medianOf(steps),
    sameShare: shareOf(same.count, steps),
    sameStep: same.step,
    levels: levels.length,
    medianLevel: medianOf(levels),
    oddLow: odds.length > 0 ? Math.max(0, -Math.min(...odds)) : undefined,
    oddHigh: odds.length > 0 ? Math.max(0, ...odds) : undefined,
    belowLowest: beyond(feed.lowestLog - lowest),
    aboveHighest: beyond(highest - feed.highestLog),
  }
}

function shareOf(count: number, all: readonly number[]): number | undefined {
  return all.length > 0 ? count / all.length : undefined
}

function stepOf(known: KnownFare | undefined, { log }: SeenFare, day: number): number | undefined {
  return known && day - known.day <= FRESH_DAYS ? log - known.log : undefined
}

/** Signed. A fare that came back to its level is not odd, nor one that has always been off it. */
function oddnessOf(step: number | undefined, level: number): number {
  // Without a past half of it may be a flight of another kind.
  if (step === undefined) return level / 2
  if (step * level <= 0) return 0
  return Math.abs(step) < Math.abs(level) ? step : level
}

/** The factor that most of the changes share; one change alone shares none. */
function sameFactor(changed: readonly number[]): { readonly count: number; readonly step: number } {
  const sorted = changed.toSorted((a, b) => a - b)
  let best = { count: 0, step: 0 }
  let from = 0
  for (let at = 0; at < sorted.length; at += 1) {
    while ((sorted[at] ?? 0) - (sorted[from] ?? 0) > ALIKE) from += 1
    const count = at - from + 1
    if (count > best.count) best = { count, step: sorted[(from + at) >> 1] ?? 0 }
  }
  return best.count > 1 ? best : { count: 0, step: 0 }
}

function beyond(log: number): number | undefined {
  return Number.isFinite(log) ? Math.max(0, log) : undefined
}
