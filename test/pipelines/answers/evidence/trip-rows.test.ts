import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, dayOf } from '../../../../models/airline/calendar'
import {
  datedAt,
  featureContext,
  type InsightQuestion,
} from '../../../../pipelines/answers/evidence/question'
import {
  aheadQuestion,
  createTripRows,
  fareRow,
  MOST_TRIPS,
} from '../../../../pipelines/answers/evidence/trip-rows'
import { featureRow } from '../../../../pipelines/features/fare/fare-features'
import { outlookRow } from '../../../../pipelines/features/outlook/outlook-features'
import type { MarketSnapshot } from '../../../../pipelines/market/snapshot'
import type { SnapshotRead } from '../../../../pipelines/market/snapshot-read'
import { anInsightQuestion } from '../../../build/questions'
import { fareGroupOf, inDays, NOW, snapshotOf, TODAY } from '../../../build/snapshots'

const PATHS = Array.from({ length: 30 }, (_, out) =>
  [0, 1, 2, 5, 8].map((daysAgo) => ({
    inDays: out,
    daysAgo,
    fare: 9_000 + ((out * 7 + daysAgo * 13) % 40) * 150,
  }))
).flat()

const AIRLINES = {
  TP: { count: 40, meanMinor: 11_000, minMinor: 9_000 },
  DL: { count: 9, meanMinor: 14_000, minMinor: 12_000 },
}
const economy = fareGroupOf(PATHS, { airlines: AIRLINES })
const returns = fareGroupOf(PATHS.slice(40), { roundTrip: true })
const first = snapshotOf([economy, returns])
const dearer = snapshotOf([
  fareGroupOf(PATHS.map((seen) => ({ ...seen, fare: seen.fare * 2 }))),
  returns,
])
const SNAPSHOTS: readonly MarketSnapshot[] = [
  first,
  { ...first, at: NOW + 60_000 },
  { ...first, bookings30d: 9 },
  { ...first, searches: { ...first.searches, last: { '1h': 9, '24h': 9, '7d': 9, '30d': 9 } } },
  dearer,
]

const tripRows = createTripRows()

const questions = fc.record({
  question: fc.record(
    {
      market: fc.constantFrom('LIS-JFK' as const, 'OPO-JFK' as const),
      departureDate: fc.integer({ min: 1, max: 30 }).map(inDays),
      returnDate: fc.option(fc.integer({ min: 30, max: 34 }).map(inDays), { nil: undefined }),
      cabin: fc.constantFrom('economy' as const, 'business' as const),
      passengers: fc.integer({ min: 1, max: 3 }),
      price: fc.integer({ min: 50, max: 500 }),
      explain: fc.boolean(),
      itinerary: fc.record(
        {
          stops: fc.integer({ min: 0, max: 2 }),
          durationMinutes: fc.integer({ min: 60, max: 900 }),
          airline: fc.constantFrom('TP', 'DL'),
          flightNumber: fc.constantFrom('TP203', 'DL1'),
          departureAt: fc.constant('2026-12-01T10:05'),
          seatsRemaining: fc.integer({ min: 1, max: 9 }),
          bagsIncluded: fc.integer({ min: 0, max: 2 }),
          fareBasis: fc.constantFrom('QLNX7BG', 'Y'),
        },
        { requiredKeys: [] }
      ),
    },
    { requiredKeys: ['market', 'departureDate', 'cabin', 'passengers'] }
  ),
  snapshot: fc.constantFrom(...SNAPSHOTS),
  currency: fc.constantFrom('EUR', 'USD'),
  // Around midnight in Lisbon and in New York, to the millisecond, and on either side of a quarter.
  now: fc
    .tuple(
      fc.constantFrom(NOW, (TODAY + 1) * DAY_MS, (TODAY + 1) * DAY_MS + 5 * 3_600_000),
      fc.integer({ min: -1_000_000, max: 1_000_000 })
    )
    .map(([at, by]) => at + by),
  seen: fc.record({
    lowestMinor: fc.constantFrom(9_000, 10_000),
    daysToDeparture: fc.constantFrom(3, 4),
  }),
})

test('returns the same rows from the cache as computed afresh, after any questions', () => {
  fc.assert(
    fc.property(fc.array(questions, { minLength: 1, maxLength: 40 }), (all) => {
      for (const { question: trip, snapshot, currency, now, seen } of all) {
        const question = datedAt(trip, now)
        const snapshotRead: SnapshotRead = { snapshot, source: 'memory' }
        const context = featureContext(question, currency, snapshotRead, now)
        expect(fareRow(tripRows, question, currency, snapshotRead, now)).toEqual(
          featureRow(context)
        )
        expect(aheadQuestion(tripRows, question, currency, snapshotRead, now, seen)).toEqual({
          ...seen,
          row: outlookRow(context),
        })
      }
    }),
    { numRuns: 60 }
  )
})

const QUESTION = anInsightQuestion({ departureDate: inDays(20) })
const ask = (question: InsightQuestion, snapshot = first, now = NOW) =>
  fareRow(tripRows, question, 'EUR', { snapshot, source: 'memory' }, now)

test('returns the same object for a repeated trip until the snapshot changes or a quarter of an hour passes', () => {
  const row = ask(QUESTION)
  expect(ask({ ...QUESTION, price: 99, explain: true })).toBe(row)
  expect(ask(QUESTION, { ...first, at: NOW + 1_000 }, NOW + 1_000)).toBe(row)
  expect(ask(QUESTION, first, NOW + 15 * 60_000)).not.toBe(row)
  expect(ask(QUESTION, { ...first, bookings30d: 1 })).not.toBe(row)
})

test('computes flight features each time and caches the trip without them', () => {
  const narrowed = { ...QUESTION, itinerary: { airline: 'TP' } }
  const plain = ask({ ...QUESTION, itinerary: { airline: undefined } })
  expect(ask(narrowed)).not.toBe(ask(narrowed))
  expect(ask(narrowed).values.airline).toBe('TP')
  expect(ask(QUESTION)).toBe(plain)
  expect(plain.values.airline).toBeUndefined()
})

test('no more trips are kept than the bound, over all markets', () => {
  const row = ask(QUESTION)
  for (let trip = 0; trip < MOST_TRIPS; trip += 1) {
    ask({
      ...QUESTION,
      departureDate: dayOf(TODAY + 1 + (trip % 300)),
      passengers: 2 + Math.floor(trip / 300),
    })
  }
  expect(ask(QUESTION)).not.toBe(row)
  expect(ask(QUESTION)).toEqual(row)
})
