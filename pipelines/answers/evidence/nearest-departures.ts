/**
 * Selects lowest fares of a market's departures observed at a similar number of days ahead. In some
 * markets the days to departure change the lowest fare by a factor of 2.5 (EaseMyTrip, inside two
 * weeks against outside), so departures are taken nearest first, by ratio of days, and no further
 * than a factor of two.
 */
import { dayNumber, dayNumberAt } from '../../../models/airline/calendar'
import type { ComparableGroup } from '../../market/groups/group-for'
import { boundOwned, type OwnedFare } from '../../market/pool/bound-owned'
import { sendersBehind } from '../../market/pool/senders-behind'

/**
 * Eight departures place a price as low, typical or high as a full history would in four of five
 * cases, five in three of four, whatever the distribution (see the test of comparables).
 */
export const ENOUGH_DEPARTURES = 8

/**
 * Ratios of days to departure, each plus one. Departures up to the first are always taken, those up
 * to the second until there are enough.
 */
const ALWAYS_RATIO = 1.25
const NEAR_RATIO = 2

/**
 * Older fares belong to another season. A market drifts even within this age: of Expedia's offers from
 * 2022-07-20 on, a falling month, 41 % lay in the typical range of this method, 45 % below and 13 %
 * above it; 50, 25 and 25 are expected (see the test of real markets).
 */
const MAX_AGE_DAYS = 60

/** Airlines sell no fare farther ahead than this. */
const HORIZON_DAYS = 400

/** Indexed by days to departure at the observation. */
export type SeenFares = readonly (readonly SeenFare[])[]
type SeenFare = OwnedFare & { readonly departure: number }

export type NearestDepartures = {
  readonly faresMinor: readonly number[]
  readonly departures: number
  readonly from: number
  readonly to: number
  /** The greatest ratio of days among the selected departures, 1 or more. */
  readonly widest: number
}

/** `at` is the snapshot's clock; with a simulated clock the snapshot may contain later days. */
export function seenFares({ departures }: ComparableGroup, at: number): SeenFares {
  const lastDay = dayNumberAt(at)
  const firstDay = lastDay - MAX_AGE_DAYS + 1
  const seen: SeenFare[][] = []
  for (const [date, fareDays] of Object.entries(departures)) {
    const departure = dayNumber(date)
    for (const { day, lowestMinor, sender } of fareDays) {
      const days = departure - day
      if (day < firstDay || day > lastDay || days < 0 || days > HORIZON_DAYS) continue
      seen[days] ??= []
      seen[days].push({ departure, day, lowestMinor, sender })
    }
  }
  return seen
}

/** `senders` are those of a pool: none has more than its share of the selection. */
export function nearestDepartures(
  seen: SeenFares,
  days: number,
  senders?: ComparableGroup['senders']
): NearestDepartures {
  const selected: SeenFare[] = []
  const departures = new Set<number>()
  let from = days
  let to = days
  let widest = 1
  for (const { at, ratio } of daysNearestFirst(days)) {
    if (ratio > ALWAYS_RATIO && departures.size >= ENOUGH_DEPARTURES) break
    const fares = seen[at]
    if (!fares) continue
    selected.push(...fares)
    for (const { departure } of fares) departures.add(departure)
    from = Math.min(from, at)
    to = Math.max(to, at)
    widest = ratio
  }
  const kept = senders ? boundOwned(selected, sendersBehind(senders, { from, to })) : selected
  const size = kept === selected ? departures.size : departuresIn(kept)
  return {
    faresMinor: kept.map(({ lowestMinor }) => lowestMinor),
    departures: size,
    from,
    to,
    widest,
  }
}

function departuresIn(fares: readonly SeenFare[]): number {
  return new Set(fares.map(({ departure }) => departure)).size
}

/** Yields days to departure in order of their ratio to `days`, up to NEAR_RATIO. */
function* daysNearestFirst(days: number): Generator<{ at: number; ratio: number }> {
  let below = days
  let above = days + 1
  for (;;) {
    const ratioBelow = below < 0 ? Number.POSITIVE_INFINITY : (days + 1) / (below + 1)
    const ratioAbove = (above + 1) / (days + 1)
    const ratio = Math.min(ratioBelow, ratioAbove)
    if (ratio > NEAR_RATIO) return
    yield { at: ratioBelow <= ratioAbove ? below-- : above++, ratio }
  }
}
