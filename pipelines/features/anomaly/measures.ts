/**
 * Measures of a feed's day against its past. Steps are logarithms of a price over its last one,
 * levels logarithms of a price over the feed's usual one at the same days to departure.
 */

import type { Feed, KnownFare } from './anomaly-feed'
import type { DayFares, SeenFare } from './day-fares'
import { expectedLogs } from './expected-fares'
import { medianOf } from './robust'

export type Measures = {
  /** Number of fares with a known last price. */
  readonly paths: number
  readonly changedShare: number | undefined
  readonly changes: number
  readonly medianStep: number | undefined
  /** Share of the paths that changed by exactly the same factor, and its logarithm. */
  readonly sameShare: number | undefined
  readonly sameStep: number
  readonly levels: number
  readonly medianLevel: number | undefined
  /** Distance of the oddest fare below, and above, both its own past and its level; 0 or more. */
  readonly oddLow: number | undefined
  readonly oddHigh: number | undefined
  readonly belowLowest: number | undefined
  readonly aboveHighest: number | undefined
}

/** An older price is not comparable. */
const FRESH_DAYS = 3
/** A smaller change is rounding, and the price the same. */
const SAME = 0.004
/** Steps this close count as one factor: the tolerance covers cents of a small fare. */
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

/** Signed. A fare that returned to its level is not odd, nor is one that was always off it. */
function oddnessOf(step: number | undefined, level: number): number {
  // Without a past, the fare may belong to another kind of flight, so its level counts half.
  if (step === undefined) return level / 2
  if (step * level <= 0) return 0
  return Math.abs(step) < Math.abs(level) ? step : level
}

/** Finds the factor shared by most of the changes; a single change shares none. */
function sameFactor(changed: readonly number[]): { readonly count: number; readonly step: number } {
  const sorted = changed.toSorted((a, b) => a - b)
  let best = { count: 0, step: 0 }
  let from = 0
  for (let at = 0; at < sorted.length; at += 1) {
    while (Number(sorted[at]) - Number(sorted[from]) > ALIKE) from += 1
    const count = at - from + 1
    if (count > best.count) best = { count, step: Number(sorted[(from + at) >> 1]) }
  }
  return best.count > 1 ? best : { count: 0, step: 0 }
}

function beyond(log: number): number | undefined {
  return Number.isFinite(log) ? Math.max(0, log) : undefined
}
