/**
 * The departures around a quote's, in one pass: their movement since the quote was observed, and
 * their fares.
 */
import type { FareDay } from '../../market/snapshot'
import { hasMoved, type MarketMoves, within } from './market-moves'

/**
 * A price observed longer than this before the quote does not represent the price at the time of
 * the quote.
 */
const BEFORE_DAYS = 4

export type Neighbours = {
  /** Number of departures observed both before and after the quote. */
  readonly seen: number
  /** Number of those whose lowest fare changed, and the sum of the logarithms of all changes. */
  readonly changed: number
  readonly logSum: number
  /** Mean of all latest lowest fares, minor units. */
  readonly meanLatestMinor: number | undefined
}

/** Covers departures up to `reach` days before and after, excluding the quote's own. */
export function neighboursOf(
  moves: MarketMoves,
  departureDay: number,
  quoteDay: number,
  reach: number
): Neighbours {
  let [seen, changed, logSum, latestSum, count] = [0, 0, 0, 0, 0]
  const [from, end] = within(moves, departureDay, reach)
  for (let at = from; at < end; at += 1) {
    const departure = moves.departures[at]
    const after = departure?.days.at(-1)
    if (!departure || !after || departure.departureDay === departureDay) continue
    latestSum += after.lowestMinor
    count += 1
    const before = after.day > quoteDay ? lastUpTo(departure.days, quoteDay) : undefined
    if (!before || before.day < quoteDay - BEFORE_DAYS) continue
    seen += 1
    changed += Number(hasMoved(before.lowestMinor, after.lowestMinor))
    logSum += Math.log(after.lowestMinor / before.lowestMinor)
  }
  return { seen, changed, logSum, meanLatestMinor: count > 0 ? latestSum / count : undefined }
}

function lastUpTo(days: readonly FareDay[], day: number): FareDay | undefined {
  for (let at = days.length - 1; at >= 0; at -= 1) {
    const seen = days[at]
    if (seen && seen.day <= day) return seen
  }
  return undefined
}
