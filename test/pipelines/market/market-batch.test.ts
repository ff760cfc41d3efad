import { expect, test } from 'vitest'
import { dayNumber } from '../../../models/airline/calendar'
import { packBatch, packParts } from '../../../pipelines/market/market-batch'
import { AT, booking, offer, search } from '../../build/events'

const EVENTS = [
  search({ id: 'a', offers: [offer(50_000), offer(70_000, 'DL')] }),
  booking({ id: 'b', at: AT + 1 }),
  search({ id: 'c', returnDate: '2026-06-19', offers: [offer(60_000, 'DL')] }),
]

test('events become columns: one row an event, one row an offer of a search', () => {
  const batch = packBatch('batch', EVENTS)
  expect(batch).toMatchObject({
    market: 'LIS-JFK',
    parts: [{ id: 'batch', end: 3 }],
    fareGroups: [
      { cabin: 'economy', roundTrip: false, currency: 'EUR' },
      { cabin: 'economy', roundTrip: true, currency: 'EUR' },
    ],
    airlines: ['TP', 'DL'],
    at: Float64Array.of(AT, AT + 1, AT),
    kind: Uint8Array.of(0, 1, 0),
    fareGroup: Uint16Array.of(0, 0, 1),
    departure: new Int32Array(3).fill(dayNumber('2026-06-10')),
    offersEnd: Uint32Array.of(2, 2, 3),
    amountMinor: Float64Array.of(50_000, 70_000, 60_000),
    airline: Uint16Array.of(0, 1, 1),
  })
  expect(batch.hashes.length).toBe(6)
})

test('offers that are no fares of the market make no rows', () => {
  const kinds = ['hidden_city', 'throw_away', 'open_jaw', 'multi_city', 'self_transfer'] as const
  const offers = kinds.map((construction) => ({ ...offer(10_000), construction }))
  const batch = packBatch('batch', [search({ id: 'x', offers: [...offers, offer(50_000)] })])
  expect(batch.amountMinor).toEqual(Float64Array.of(10_000, 50_000))
})

test('the same events pack to the same batch', () => {
  expect(packBatch('batch', EVENTS)).toEqual(packBatch('batch', structuredClone(EVENTS)))
})

test('parts keep their rows apart', () => {
  const [a, b, c] = EVENTS
  if (!a || !b || !c) throw new Error('three events are needed')
  const batch = packParts([
    { id: 'one', events: [a, b] },
    { id: 'two', events: [c] },
  ])
  expect(batch.parts).toEqual([
    { id: 'one', end: 2 },
    { id: 'two', end: 3 },
  ])
  expect({ ...batch, parts: [] }).toEqual({ ...packBatch('batch', EVENTS), parts: [] })
})

test('a batch is of one market and of one event at least', () => {
  expect(() => packBatch('batch', [])).toThrow('give at least one event')
  const stray = search({ market: 'LIS-GRU' })
  expect(() => packBatch('batch', [...EVENTS, stray])).toThrow('not LIS-JFK and LIS-GRU')
})
