import { expect, test } from 'vitest'
import type { Event } from '../../../pipelines/events/event'
import { eventOf, LINE_SCHEMA, lineOf } from '../../../pipelines/events/event-line'
import { createEventReader } from '../../../pipelines/intake/read-event'
import {
  click,
  detailedOffer,
  impression,
  offer,
  outcome,
  priceChange,
  search,
} from '../../build/native-events'

const read = createEventReader(
  { now: Date.parse('2026-11-20T12:01:00Z'), maxClockSkewMs: 0 },
  { sender: {}, hashUser: () => 'x'.repeat(22) }
)

function event(record: object): Event {
  const result = read(record)
  if ('refusals' in result) throw new Error(JSON.stringify(result.refusals))
  return result.event
}

/** Frozen lines of the lake from before lines had a version. */
const SCHEMA_1 = {
  search:
    '{"type":"search","id":"s-1","at":1795176000000,"receivedAt":1795176060000,"market":"LIS-JFK","departureDate":"2026-12-20","returnDate":"2026-12-27","cabin":"economy","passengers":1,"currency":"EUR","shopper":{"country":"PT","device":"desktop","browser":"Chrome","os":"Windows","userHash":"xxxxxxxxxxxxxxxxxxxxxx"},"offers":{"airline":["TP","UA"],"amountMinor":[23448,19900],"flightNumber":["TP203",null],"stops":[0,1]}}',
  booking:
    '{"type":"booking","id":"b-1","at":1795176000000,"receivedAt":1795176060000,"market":"LIS-JFK","departureDate":"2026-12-20","cabin":"economy","passengers":1,"currency":"EUR","shopper":{},"searchId":"s-1","offer":{"airline":"TP","amountMinor":23448,"flightNumber":"TP203"}}',
}

test('lines of the first schema stay readable', () => {
  expect(eventOf(SCHEMA_1.search)).toEqual({
    type: 'search',
    id: 's-1',
    at: 1_795_176_000_000,
    receivedAt: 1_795_176_060_000,
    market: 'LIS-JFK',
    departureDate: '2026-12-20',
    returnDate: '2026-12-27',
    cabin: 'economy',
    passengers: 1,
    currency: 'EUR',
    shopper: {
      country: 'PT',
      device: 'desktop',
      browser: 'Chrome',
      os: 'Windows',
      userHash: 'x'.repeat(22),
    },
    offers: [
      { airline: 'TP', amountMinor: 23_448, flightNumber: 'TP203', stops: 0 },
      { airline: 'UA', amountMinor: 19_900, stops: 1 },
    ],
  })
  expect(eventOf(SCHEMA_1.booking)).toMatchObject({
    type: 'booking',
    searchId: 's-1',
    offer: { airline: 'TP', amountMinor: 23_448, flightNumber: 'TP203' },
  })
})

test('writes the schema version in a line and refuses a later one', () => {
  const line = lineOf(event(search()))
  expect(JSON.parse(line)).toMatchObject({ schema: LINE_SCHEMA })
  expect(() =>
    eventOf(line.replace(`"schema":${LINE_SCHEMA}`, `"schema":${LINE_SCHEMA + 1}`))
  ).toThrow('deploy the newer')
})

test('money of an offer becomes minor units, its times local and its flight numbers whole', () => {
  const { offers } = { offers: [], ...event(search({ price_offers: [detailedOffer()] })) }
  expect(offers[0]).toMatchObject({
    offerId: 'off_1',
    validatingAirline: 'TP',
    operatingAirline: 'NI',
    baseMinor: 18_000,
    taxesMinor: 5_048,
    feesMinor: 400,
    totalMinor: 60_344,
    expiresAt: Date.parse('2026-11-20T12:30:00Z'),
    segments: [
      { direction: 'outbound', origin: 'LIS', destination: 'OPO', flightNumber: 'TP203', rbd: 'Y' },
      { direction: 'outbound', origin: 'OPO', destination: 'JFK', durationMinutes: 480 },
      { direction: 'return', origin: 'JFK', destination: 'LIS', cabin: 'economy' },
    ],
    passengerPrices: [
      { passengerType: 'adult', count: 2, amountMinor: 23_448, taxesMinor: 5_048 },
      { passengerType: 'child', count: 1, amountMinor: 13_448 },
    ],
  })
})

test.each([
  [click(), { type: 'click', id: 'c-1', searchId: 's-1', position: 2 }],
  [impression(), { type: 'impression', id: 'i-1', searchId: 's-1' }],
  [priceChange(), { type: 'price_change', id: 'p-1', previousMinor: 19_900 }],
  [outcome(), { type: 'outcome', decisionId: 'd-1', outcome: 'booked', amountMinor: 23_448 }],
  [search({ query: ' to rome ', source: 'NDC' }), { query: 'to rome', source: 'ndc' }],
])('%j becomes a line and comes back', (record, expected) => {
  const parsed = event(record)
  expect(parsed).toMatchObject({ market: 'LIS-JFK', ...expected })
  expect(eventOf(lineOf(parsed))).toEqual(parsed)
})

test('writes shared segments once in the line', () => {
  const shared = event(search({ price_offers: new Array(100).fill(detailedOffer()) }))
  const alone = event(search({ price_offers: [detailedOffer()] }))
  const plain = event(search({ price_offers: new Array(100).fill(offer()) }))
  const perOffer = (lineOf(shared).length - lineOf(plain).length) / 100
  expect(perOffer).toBeLessThan(150)
  expect(eventOf(lineOf(shared))).toEqual(shared)
  expect(eventOf(lineOf(alone))).toEqual(alone)
})

test('a place that no segment has is refused', () => {
  const line = lineOf(event(search({ price_offers: [detailedOffer()] })))
  expect(() => eventOf(line.replace('"segments":[[0,1,2]]', '"segments":[[0,1,3]]'))).toThrow()
  expect(() => eventOf(line.replace('"direction":["outbound",', '"direction":['))).toThrow()
})
