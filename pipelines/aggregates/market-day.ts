/** Searches and bookings of one market on one UTC day, counted by what trends ask for. */
import { dayOf, HOUR_MS, type IsoDay } from '../../models/airline/calendar'
import { Market } from '../../models/airline/market'
import { bookings } from '../lake/curated/bookings'
import { searchEvents } from '../lake/curated/search-events'
import type { Row } from '../lake/curated/table'
import { userContext } from '../lake/curated/user-context'
import { bookingWindowOf } from './booking-window'
import { narrowed, numberAt, textAt } from './curated-columns'

/** Counts by name, such as a device or a departure date. */
export type Counts = Readonly<Record<string, number>>

export type MarketDay = {
  readonly market: string
  readonly day: IsoDay
  readonly searches: number
  /** Travellers of all searches. */
  readonly passengers: number
  readonly bookings: number
  /** Searches by hour, 00 to 23 in UTC. */
  readonly byHour: Counts
  /** Searches by booking window. */
  readonly byWindow: Counts
  /** Searches by departure date. */
  readonly byDeparture: Counts
  /** Searches whose shopper is known, by device. */
  readonly byDevice: Counts
  readonly byCountry: Counts
  /** Seats booked that day, by departure date. */
  readonly bookedByDeparture: Counts
}

type MarketTally = {
  searches: number
  passengers: number
  bookings: number
  readonly byHour: Map<string, number>
  readonly byWindow: Map<string, number>
  readonly byDeparture: Map<string, number>
  readonly byDevice: Map<string, number>
  readonly byCountry: Map<string, number>
  readonly bookedByDeparture: Map<string, number>
}

export type MarketTallies = Map<string, MarketTally>

export const SEARCH_COLUMNS = narrowed(searchEvents, [
  'search_id',
  'occurred_at',
  'market',
  'departure_date',
  'days_to_departure',
  'passengers',
])

/** Returns the market of each search, to which its shopper is then counted. */
export function addSearches(tallies: MarketTallies, rows: readonly Row[]): Map<string, string> {
  const markets = new Map<string, string>()
  for (const row of rows) {
    const market = Market.parse(textAt(row, 2))
    const tally = tallyOf(tallies, market)
    tally.searches += 1
    tally.passengers += numberAt(row, 5)
    count(tally.byHour, hourOf(numberAt(row, 1)))
    count(tally.byDeparture, dayOf(numberAt(row, 3)))
    count(tally.byWindow, bookingWindowOf(numberAt(row, 4)))
    markets.set(textAt(row, 0), market)
  }
  return markets
}

export const SHOPPER_COLUMNS = narrowed(userContext, [
  'event_id',
  'event_type',
  'country',
  'device',
])

/** `markets` of the same hour's searches; other shoppers are passed over. */
export function addShoppers(
  tallies: MarketTallies,
  rows: readonly Row[],
  markets: ReadonlyMap<string, string>
): void {
  for (const row of rows) {
    const market = textAt(row, 1) === 'search' ? markets.get(textAt(row, 0)) : undefined
    if (market === undefined) continue
    const tally = tallyOf(tallies, market)
    count(tally.byCountry, textAt(row, 2))
    count(tally.byDevice, textAt(row, 3))
  }
}

export const BOOKING_COLUMNS = narrowed(bookings, ['market', 'departure_date', 'passengers'])

export function addBookings(tallies: MarketTallies, rows: readonly Row[]): void {
  for (const row of rows) {
    const tally = tallyOf(tallies, textAt(row, 0))
    tally.bookings += 1
    count(tally.bookedByDeparture, dayOf(numberAt(row, 1)), numberAt(row, 2))
  }
}

export function marketDaysOf(tallies: MarketTallies, day: IsoDay): MarketDay[] {
  return [...tallies].map(([market, tally]) => ({
    market,
    day,
    searches: tally.searches,
    passengers: tally.passengers,
    bookings: tally.bookings,
    byHour: inOrder(tally.byHour),
    byWindow: inOrder(tally.byWindow),
    byDeparture: inOrder(tally.byDeparture),
    byDevice: inOrder(tally.byDevice),
    byCountry: inOrder(tally.byCountry),
    bookedByDeparture: inOrder(tally.bookedByDeparture),
  }))
}

function tallyOf(tallies: MarketTallies, market: string): MarketTally {
  const known = tallies.get(market)
  if (known) return known
  const fresh: MarketTally = {
    searches: 0,
    passengers: 0,
    bookings: 0,
    byHour: new Map(),
    byWindow: new Map(),
    byDeparture: new Map(),
    byDevice: new Map(),
    byCountry: new Map(),
    bookedByDeparture: new Map(),
  }
  tallies.set(market, fresh)
  return fresh
}

function count(counts: Map<string, number>, name: string, times = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + times)
}

function hourOf(at: number): string {
  return String(Math.floor(at / HOUR_MS) % 24).padStart(2, '0')
}

/** By name, so that the same counts are the same text. */
function inOrder(counts: ReadonlyMap<string, number>): Counts {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
