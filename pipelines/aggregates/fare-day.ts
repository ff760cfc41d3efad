/**
 * Lowest fares of one market on one UTC day, by fare group, booking window and airline: what each
 * search showed as an airline's lowest, and as the lowest of all. A mean of logarithms is kept,
 * since fares are compared by ratio.
 */
import type { IsoDay } from '../../models/airline/calendar'
import { priceOffers } from '../lake/curated/price-offers'
import type { Row } from '../lake/curated/table'
import { type BookingWindow, bookingWindowOf } from './booking-window'
import { narrowed, numberAt, textAt } from './curated-columns'

/** In place of an airline: the lowest fare of a search, whoever sells it. */
export const ANY_AIRLINE = ''

export type FareDay = {
  readonly market: string
  readonly day: IsoDay
  readonly bookingWindow: BookingWindow
  readonly cabin: string
  readonly roundTrip: boolean
  readonly currency: string
  /** `ANY_AIRLINE`, or an IATA code. */
  readonly airline: string
  /** Searches that showed a fare of it. */
  readonly shown: number
  /** Those in which no fare was lower than its own. */
  readonly cheapest: number
  /** Sum over searches of the natural logarithm of its lowest fare in minor units. */
  readonly logSum: number
  readonly lowestMinor: number
}

type FareTally = { -readonly [Name in keyof Omit<FareDay, 'day'>]: FareDay[Name] }
export type FareTallies = Map<string, FareTally>

export const OFFER_COLUMNS = narrowed(priceOffers, [
  'search_id',
  'market',
  'days_to_departure',
  'return_date',
  'cabin',
  'currency',
  'airline',
  'amount_minor',
])

/** Rows of a search must come in one call; a search lies in one file. */
export function addOffers(tallies: FareTallies, rows: readonly Row[]): void {
  for (const offers of Map.groupBy(rows, (row) => textAt(row, 0)).values()) {
    const lowest = lowestByAirline(offers)
    const [first] = offers
    const least = Math.min(...lowest.values())
    if (!first || !Number.isFinite(least)) continue
    for (const [airline, minor] of [...lowest, [ANY_AIRLINE, least] as const]) {
      const tally = tallyOf(tallies, first, airline)
      tally.shown += 1
      if (minor === least) tally.cheapest += 1
      tally.logSum += Math.log(minor)
      tally.lowestMinor = Math.min(tally.lowestMinor, minor)
    }
  }
}

export function fareDaysOf(tallies: FareTallies, day: IsoDay): FareDay[] {
  return [...tallies.values()].map((tally) => ({ ...tally, day }))
}

/** A fare of nothing is no price and has no logarithm. */
function lowestByAirline(offers: readonly Row[]): Map<string, number> {
  const lowest = new Map<string, number>()
  for (const row of offers) {
    const [airline, minor] = [textAt(row, 6), numberAt(row, 7)]
    if (minor > 0) lowest.set(airline, Math.min(minor, lowest.get(airline) ?? minor))
  }
  return lowest
}

function tallyOf(tallies: FareTallies, row: Row, airline: string): FareTally {
  const market = textAt(row, 1)
  const bookingWindow = bookingWindowOf(numberAt(row, 2))
  const roundTrip = row[3] !== null
  const [cabin, currency] = [textAt(row, 4), textAt(row, 5)]
  const key = `${market} ${bookingWindow} ${cabin} ${roundTrip} ${currency} ${airline}`
  const known = tallies.get(key)
  if (known) return known
  const fresh: FareTally = {
    market,
    bookingWindow,
    cabin,
    roundTrip,
    currency,
    airline,
    shown: 0,
    cheapest: 0,
    logSum: 0,
    lowestMinor: Number.POSITIVE_INFINITY,
  }
  tallies.set(key, fresh)
  return fresh
}
