import { expect, test } from 'vitest'
import { bookingWindowOf } from '../../../pipelines/aggregates/booking-window'
import {
  addOffers,
  type FareTallies,
  fareDaysOf,
  OFFER_COLUMNS,
} from '../../../pipelines/aggregates/fare-day'
import {
  addBookings,
  addSearches,
  addShoppers,
  BOOKING_COLUMNS,
  type MarketTallies,
  marketDaysOf,
  SEARCH_COLUMNS,
  SHOPPER_COLUMNS,
} from '../../../pipelines/aggregates/market-day'
import { periodStart, periodsBetween } from '../../../pipelines/aggregates/periods'
import type { Event } from '../../../pipelines/events/event'
import type { Row, Table } from '../../../pipelines/lake/curated/table'
import { tableNamed } from '../../../pipelines/lake/curated/tables'
import { bookingOf, offerOf, searchOf } from '../../build/curated-events'

/** Rows of the events as `readRows` would return them. */
function rowsOf(narrow: Table, events: readonly Event[]): Row[] {
  const table = tableNamed(narrow.name)
  const places = narrow.columns.map(({ name }) =>
    table.columns.findIndex((column) => column.name === name)
  )
  return events
    .flatMap((event) => table.rowsOf(event))
    .map((row) => places.map((place) => row[place] ?? null))
}

function marketDays(events: readonly Event[]) {
  const tallies: MarketTallies = new Map()
  const markets = addSearches(tallies, rowsOf(SEARCH_COLUMNS, events))
  addShoppers(tallies, rowsOf(SHOPPER_COLUMNS, events), markets)
  addBookings(tallies, rowsOf(BOOKING_COLUMNS, events))
  return marketDaysOf(tallies, '2026-11-20')
}

function fareDays(events: readonly Event[]) {
  const tallies: FareTallies = new Map()
  addOffers(tallies, rowsOf(OFFER_COLUMNS, events))
  return fareDaysOf(tallies, '2026-11-20')
}

test('searches and bookings of a market are counted by hour, window, departure and shopper', () => {
  const days = marketDays([
    searchOf({ id: 'a', passengers: 2 }),
    searchOf({ id: 'b', departureDate: '2026-11-22', shopper: { country: 'FR' } }),
    bookingOf(),
    searchOf({ id: 'c', market: 'LIS-LHR' }),
  ])
  expect(days).toHaveLength(2)
  expect(days[0]).toEqual({
    market: 'LIS-JFK',
    day: '2026-11-20',
    searches: 2,
    passengers: 3,
    bookings: 1,
    byHour: { '12': 2 },
    byWindow: { '0-2': 1, '30-59': 1 },
    byDeparture: { '2026-11-22': 1, '2026-12-20': 1 },
    byDevice: { desktop: 1, unknown: 1 },
    byCountry: { FR: 1, PT: 1 },
    bookedByDeparture: { '2026-12-20': 1 },
  })
})

test('a search counts once for each airline at its lowest fare, and once for all of them', () => {
  const days = fareDays([
    searchOf({
      offers: [
        offerOf({ amountMinor: 30_000 }),
        offerOf({ amountMinor: 20_000 }),
        offerOf({ amountMinor: 25_000, airline: 'IB' }),
      ],
    }),
    searchOf({ id: 's-2', offers: [offerOf({ amountMinor: 25_000, airline: 'IB' })] }),
  ])
  const of = (airline: string) => days.find((day) => day.airline === airline)
  expect(of('TP')).toMatchObject({ shown: 1, cheapest: 1, lowestMinor: 20_000 })
  expect(of('IB')).toMatchObject({ shown: 2, cheapest: 1, lowestMinor: 25_000 })
  expect(of('')).toMatchObject({ shown: 2, cheapest: 2, lowestMinor: 20_000, roundTrip: true })
  expect(Math.exp((of('')?.logSum ?? 0) / 2)).toBeCloseTo(Math.sqrt(20_000 * 25_000), 6)
})

test('a search without offers has no fare', () => {
  expect(fareDays([searchOf({ offers: [] })])).toEqual([])
})

test('every number of days out has a window, and a departure that has passed the first', () => {
  const windows = [-1, 0, 2, 3, 29, 30, 119, 120, 400].map(bookingWindowOf)
  expect(windows).toEqual(['0-2', '0-2', '0-2', '3-6', '21-29', '30-59', '60-119', '120+', '120+'])
})

test('weeks begin on Monday, and a range names every period it touches', () => {
  expect(periodStart('week', '2026-11-29')).toBe('2026-11-23')
  expect(periodStart('week', '2026-11-23')).toBe('2026-11-23')
  expect(periodsBetween('week', '2026-11-22', '2026-12-01')).toEqual([
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ])
  expect(periodsBetween('month', '2026-11-30', '2026-12-01')).toEqual(['2026-11-01', '2026-12-01'])
})
