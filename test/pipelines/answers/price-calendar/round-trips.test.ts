import { describe, expect, test } from 'vitest'
import { priceCalendar } from '../../../../pipelines/answers/price-calendar/price-calendar'
import { roundTripsOf } from '../../../../pipelines/answers/price-calendar/round-trips'
import type { SearchEvent } from '../../../../pipelines/events/event'
import { packBatch } from '../../../../pipelines/market/market-batch'
import {
  applyBatch,
  createMarketState,
  snapshotOf,
} from '../../../../pipelines/market/market-state'
import type { SnapshotRead } from '../../../../pipelines/market/snapshot-read'
import { inDays, NOW } from '../../../build/snapshots'

type Trip = { readonly out: number; readonly nights?: number; readonly fare: number }

function readOf(market: SearchEvent['market'], trips: readonly Trip[]): SnapshotRead {
  const state = createMarketState(market)
  const events = trips.map(
    ({ out, nights, fare }, index): SearchEvent => ({
      type: 'search',
      id: `${market} ${index}`,
      at: NOW - 60_000,
      receivedAt: NOW,
      market,
      departureDate: inDays(out),
      returnDate: nights === undefined ? undefined : inDays(out + nights),
      cabin: 'economy',
      passengers: 1,
      currency: 'EUR',
      shopper: {},
      offers: [{ airline: 'TP', stops: 0, amountMinor: fare }],
    })
  )
  applyBatch(state, packBatch('batch', events), NOW)
  return { snapshot: snapshotOf(state, NOW), source: 'memory' }
}

const QUESTION = {
  market: 'LIS-JFK',
  today: inDays(0),
  from: inDays(10),
  to: inDays(10),
  cabin: 'economy',
  passengers: 1,
  stay: { least: 6, most: 8 },
} as const

test('has the fare of exactly the dates in question, and none of a near stay', () => {
  const read = readOf('LIS-JFK', [
    { out: 10, nights: 7, fare: 500_00 },
    { out: 10, nights: 14, fare: 300_00 },
  ])
  const { currency, fare } = roundTripsOf(QUESTION, read, [], NOW)
  expect(currency).toBe('EUR')
  expect(fare(inDays(10), inDays(17))).toMatchObject({ amountMinor: 500_00, observedOn: inDays(0) })
  expect(fare(inDays(10), inDays(24))?.amountMinor).toBe(300_00)
  expect(fare(inDays(10), inDays(18))).toBeUndefined()
  expect(fare(inDays(11), inDays(18))).toBeUndefined()
})

describe('a calendar with a stay', () => {
  const back = readOf(
    'JFK-LIS',
    [16, 17, 18].map((out) => ({ out, fare: 200_00 }))
  )
  const entriesOf = (out: SnapshotRead) =>
    priceCalendar(QUESTION, { out, back, rates: [], now: NOW }).entries.map(
      ({ fareKind, amountMinor, status }) => [fareKind, amountMinor, status]
    )

  test('takes the round trip where it is lower, and marks a sum as combined', () => {
    const out = readOf('LIS-JFK', [
      { out: 10, fare: 150_00 },
      { out: 10, nights: 7, fare: 300_00 },
      { out: 10, nights: 8, fare: 400_00 },
    ])
    expect(entriesOf(out)).toEqual([
      ['combined', 350_00, 'observed'],
      ['round_trip', 300_00, 'observed'],
      ['combined', 350_00, 'observed'],
    ])
  })

  test('takes an observed round trip where one way was not observed', () => {
    const out = readOf('LIS-JFK', [{ out: 10, nights: 7, fare: 900_00 }])
    expect(entriesOf(out)).toEqual([
      [undefined, undefined, 'unknown'],
      ['round_trip', 900_00, 'observed'],
      [undefined, undefined, 'unknown'],
    ])
  })
})

test('a calendar of nonstop fares has none of the others', () => {
  const out = readOf('LIS-JFK', [{ out: 10, fare: 150_00 }])
  const kinds = [0, 1].map((stops) => {
    const question = { ...QUESTION, stay: undefined, stops }
    return priceCalendar(question, { out, rates: [], now: NOW }).entries[0]?.status
  })
  expect(kinds).toEqual(['observed', 'unknown'])
})
