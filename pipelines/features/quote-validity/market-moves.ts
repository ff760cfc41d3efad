/**
 * Movements of a market's lowest fares between the days on which a departure was observed, computed
 * once per snapshot: change rates by days to departure, and changes of the departures around a day
 * since an instant.
 */

import { dayNumber } from '../../../models/airline/calendar'
import { derivation } from '../../../models/runtime/derivation'
import type { FareDay, FareGroupSnapshot } from '../../market/snapshot'

/** Smaller changes are rounding or exchange rates. */
export const SAME_SHARE = 0.005
/** Length of the recent period, in days up to the market's last observation. */
const RECENT_DAYS = 2
const MOST_DAYS_AHEAD = 400

export type SeenDeparture = { readonly departureDay: number; readonly days: readonly FareDay[] }

export type MarketMoves = {
  /** Departures by departure day, ascending. */
  readonly departures: readonly SeenDeparture[]
  /**
   * Cumulative sums over days to departure below the index: days between two observations, and
   * changes.
   */
  readonly daysBelow: Float64Array
  readonly changesBelow: Float64Array
  /**
   * Recent changes over those expected from their days to departure; undefined when few are
   * expected.
   */
  readonly recentRatio: number | undefined
}

/** All quotes of a batch read the same moves. */
export const marketMoves: (fares: FareGroupSnapshot) => MarketMoves = derivation(readMoves)

/**
 * Changes per day, and the days behind the rate, within a range of days to departure, inclusive.
 */
export function changesBetween(
  { daysBelow, changesBelow }: MarketMoves,
  fewest: number,
  most: number
): { readonly days: number; readonly changes: number } {
  const from = Math.min(MOST_DAYS_AHEAD, Math.max(0, fewest))
  const to = Math.min(MOST_DAYS_AHEAD, Math.max(0, most + 1))
  return {
    days: Number(daysBelow[to]) - Number(daysBelow[from]),
    changes: Number(changesBelow[to]) - Number(changesBelow[from]),
  }
}

/** Index range of the departures within so many days of one. */
export function within(
  { departures }: MarketMoves,
  departureDay: number,
  reach: number
): readonly [from: number, end: number] {
  return [
    lowerBound(departures, departureDay - reach),
    lowerBound(departures, departureDay + reach + 1),
  ]
}

export function seenOf(
  { departures }: MarketMoves,
  departureDay: number
): SeenDeparture | undefined {
  const found = departures[lowerBound(departures, departureDay)]
  return found?.departureDay === departureDay ? found : undefined
}

export function hasMoved(before: number, after: number): boolean {
  return Math.abs(after / before - 1) > SAME_SHARE
}

type Move = {
  readonly ahead: number
  readonly day: number
  readonly gap: number
  readonly moved: boolean
}

function readMoves(fares: FareGroupSnapshot): MarketMoves {
  const departures = Object.entries(fares.departures)
    .map(([date, days]) => ({ departureDay: dayNumber(date), days }))
    .sort((a, b) => a.departureDay - b.departureDay)
  const seen = departures.flatMap(movesOf)
  const daysBelow = new Float64Array(MOST_DAYS_AHEAD + 1)
  const changesBelow = new Float64Array(MOST_DAYS_AHEAD + 1)
  let newest = 0
  for (const { ahead, day, gap, moved } of seen) {
    daysBelow[ahead + 1] = Number(daysBelow[ahead + 1]) + gap
    changesBelow[ahead + 1] = Number(changesBelow[ahead + 1]) + Number(moved)
    newest = Math.max(newest, day)
  }
  accumulate(daysBelow)
  accumulate(changesBelow)
  const moves = { departures, daysBelow, changesBelow, recentRatio: undefined }
  const recent = seen.filter(({ day }) => day > newest - RECENT_DAYS)
  return { ...moves, recentRatio: recentRatio(moves, recent) }
}

/** Movements from each observation to the next. */
function movesOf({ departureDay, days }: SeenDeparture): Move[] {
  const moves: Move[] = []
  let before: FareDay | undefined
  for (const seen of days) {
    const ahead = departureDay - seen.day
    if (before && ahead >= 0 && ahead < MOST_DAYS_AHEAD) {
      const moved = hasMoved(before.lowestMinor, seen.lowestMinor)
      moves.push({ ahead, day: seen.day, gap: seen.day - before.day, moved })
    }
    before = seen
  }
  return moves
}

function accumulate(counts: Float64Array): void {
  let sum = 0
  for (const [at, count] of counts.entries()) {
    sum += count
    counts[at] = sum
  }
}

/** Fewer expected changes do not give a usable ratio. */
const FEWEST_EXPECTED = 2

function recentRatio(moves: MarketMoves, recent: readonly Move[]): number | undefined {
  let expected = 0
  let seen = 0
  for (const { ahead, gap, moved } of recent) {
    const alike = changesBetween(moves, ...alikeDays(ahead))
    if (alike.days === 0) continue
    expected += Math.min(1, (alike.changes / alike.days) * gap)
    seen += Number(moved)
  }
  return expected < FEWEST_EXPECTED ? undefined : seen / expected
}

/**
 * Days to departure with similar price movements: from two thirds to one and a half times as many.
 */
export function alikeDays(ahead: number): [number, number] {
  return [Math.floor((ahead * 2) / 3) - 1, Math.ceil((ahead * 3) / 2) + 1]
}

function lowerBound(departures: readonly SeenDeparture[], departureDay: number): number {
  let low = 0
  let high = departures.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((departures[middle]?.departureDay ?? 0) < departureDay) low = middle + 1
    else high = middle
  }
  return low
}
