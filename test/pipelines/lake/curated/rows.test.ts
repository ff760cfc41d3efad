import { expect, test } from 'vitest'
import type { Event } from '../../../../pipelines/events/event'
import type { TableName } from '../../../../pipelines/lake/curated/table'
import { TABLES, tableNamed } from '../../../../pipelines/lake/curated/tables'
import { bookingOf, NOON, offerOf, searchOf } from '../../../build/curated-events'

function rowsOf(name: TableName, event: Event) {
  const table = tableNamed(name)
  return table
    .rowsOf(event)
    .map((row) => Object.fromEntries(table.columns.map((column, at) => [column.name, row[at]])))
}

test('a search makes one row of itself, one of each offer, one of its shopper', () => {
  const search = searchOf({ offers: [offerOf(), offerOf({ amountMinor: 19_900 })] })
  expect(rowsOf('search_events', search)).toMatchObject([
    {
      search_id: 's-1',
      occurred_at: NOON,
      market: 'LIS-JFK',
      origin: 'LIS',
      destination: 'JFK',
      days_to_departure: 30,
      offers: 2,
      lowest_amount_minor: 19_900,
      filled: 'source',
      schema_version: 2,
    },
  ])
  expect(rowsOf('price_offers', search)).toMatchObject([
    { position: 1, amount_minor: 23_448, minor_digits: 2, departure_at: 1_797_761_100_000 },
    { position: 2, amount_minor: 19_900 },
  ])
  expect(rowsOf('user_context', search)).toMatchObject([{ event_id: 's-1', user_hash: 'u1' }])
  expect(rowsOf('bookings', search)).toEqual([])
})

test('reports defaults that intake assumed', () => {
  const search = searchOf({ source: 'kiwi', assumed: ['cabin', 'passengers'] })
  expect(rowsOf('search_events', search)).toMatchObject([
    { cabin: 'economy', passengers: 1, filled: 'cabin passengers' },
  ])
})

test('a booking makes one row of itself and one of its shopper', () => {
  expect(rowsOf('bookings', bookingOf())).toMatchObject([
    { booking_id: 'b-1', search_id: 's-1', flight_number: 'TP203', amount_minor: 23_448 },
  ])
  expect(rowsOf('user_context', bookingOf())).toMatchObject([{ event_type: 'booking' }])
  expect(rowsOf('search_events', bookingOf())).toEqual([])
})

test('fills and reports missing names and leaves measures unknown', () => {
  const bare = searchOf({ shopper: {}, offers: [{ airline: 'TP', amountMinor: 1 }] })
  expect(rowsOf('price_offers', bare)).toMatchObject([
    {
      flight_number: 'unknown',
      fare_basis: 'unknown',
      bags_included: 0,
      stops: null,
      duration_minutes: null,
      seats_remaining: null,
      filled: 'flight_number bags_included fare_basis',
    },
  ])
  expect(rowsOf('user_context', bare)).toMatchObject([
    { country: 'unknown', user_hash: null, filled: 'country region device browser os' },
  ])
})

test('offers of several markets have a table of their own', () => {
  const segments = [
    { direction: 'outbound', origin: 'LIS', destination: 'JFK', airline: 'TP' },
    { direction: 'return', origin: 'BOS', destination: 'LIS', airline: 'TP' },
  ] as const
  const openJaw = offerOf({ construction: 'open_jaw', segments, amountMinor: 100 })
  const hidden = offerOf({ construction: 'hidden_city', amountMinor: 200 })
  const search = searchOf({ offers: [offerOf(), openJaw, hidden] })
  expect(rowsOf('multi_market_offers', search)).toMatchObject([
    { position: 2, construction: 'open_jaw', journey: 'LIS-JFK BOS-LIS', amount_minor: 100 },
  ])
  expect(rowsOf('price_offers', search)).toMatchObject([
    { position: 1, construction: null },
    { position: 3, construction: 'hidden_city' },
  ])
  expect(rowsOf('search_events', search)).toMatchObject([
    { offers: 3, lowest_amount_minor: 23_448 },
  ])
})

test('names each column once, with a description and a first version', () => {
  for (const { columns, version, identity, distinct } of TABLES) {
    const names = columns.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(
      expect.arrayContaining(['occurred_at', 'received_at', ...identity, ...distinct])
    )
    for (const { name, about, since, required, fill } of columns) {
      expect([name, about]).not.toEqual([name, ''])
      expect(since).toBeLessThanOrEqual(version)
      // Earlier rows have no value for a later column.
      if (since > 1) expect([name, required, fill === undefined || fill]).not.toEqual([name, true])
    }
  }
})
