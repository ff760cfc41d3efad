import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOUR_MS } from '../../../../models/airline/calendar'
import type { SearchEvent } from '../../../../pipelines/events/event'
import {
  NO_SPLIT,
  type Split,
  trainingRows,
} from '../../../../pipelines/training/fare/fare-training-rows'
import { AT, offer, search } from '../../../build/events'

const anyHistory = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 0, max: 400 }),
      prices: fc.array(fc.integer({ min: 20_000, max: 60_000 }), { minLength: 1, maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 25 }
  )
  .map((searches) =>
    searches
      .sort((a, b) => a.hours - b.hours)
      .map(({ hours, prices }, index) =>
        search({
          id: `s${index}`,
          at: AT + hours * HOUR_MS,
          departureDate: '2026-12-24',
          offers: prices.map((amountMinor) => offer(amountMinor, 'TP')),
        })
      )
  )

test("never includes the row's own event or a later one", () => {
  fc.assert(
    fc.property(anyHistory, fc.nat(), (events, pick) => {
      const index = pick % events.length
      const prefix = Array.from(trainingRows(events)).slice(0, offersBefore(events, index + 1))
      // The past is the same, and every price from this event on differs.
      const other = events.map((event, at) => (at < index ? event : dearer(event)))
      const same = Array.from(trainingRows(other)).slice(0, prefix.length)
      expect(same.map(({ values }) => values)).toEqual(prefix.map(({ values }) => values))
    }),
    { numRuns: 50 }
  )
})

test('includes earlier fares of the market in a row', () => {
  const events = [100, 200, 300].map((euros, index) =>
    search({ id: `s${index}`, at: AT + index * HOUR_MS, offers: [offer(euros * 100, 'TP')] })
  )
  const averages = Array.from(trainingRows(events), ({ values }) => values.historical_average_30d)
  expect(averages).toEqual([undefined, 100, 150])
})

test('excludes held-out offers from every history', () => {
  const split: Split = {
    fold: (_, { airline }) => (airline === 'DL' ? 'test' : 'train'),
    testIsSeenLater: false,
  }
  const events = [0, 1, 2].map((index) =>
    search({
      id: `s${index}`,
      at: AT + index * HOUR_MS,
      offers: [offer(10_000, 'TP'), offer(90_000, 'DL')],
    })
  )
  const rows = Array.from(trainingRows(events, split))
  expect(rows.map(({ fold }) => fold)).toEqual(['train', 'test', 'train', 'test', 'train', 'test'])
  expect(new Set(rows.slice(2).map(({ values }) => values.historical_average_30d))).toEqual(
    new Set([100])
  )
})

test('events out of order are refused, for a row would see the future', () => {
  const events = [search({ id: 'late', at: AT + HOUR_MS }), search({ id: 'early', at: AT })]
  expect(() => Array.from(trainingRows(events, NO_SPLIT))).toThrow(/event-time order; early/)
})

function offersBefore(events: readonly SearchEvent[], index: number): number {
  return events.slice(0, index).reduce((total, { offers }) => total + offers.length, 0)
}

/** Within what the gate lets pass, so that every offer keeps its row. */
function dearer(event: SearchEvent): SearchEvent {
  const offers = event.offers.map((each) => ({ ...each, amountMinor: each.amountMinor + 3_001 }))
  return { ...event, offers }
}

test('leaves out an offer that its market keeps in quarantine', () => {
  const usual = Array.from({ length: 40 }, (_, index) =>
    search({
      id: `s${index}`,
      at: AT + index * HOUR_MS,
      departureDate: '2026-12-24',
      offers: [offer(100_00 + (index % 7) * 1_00, 'TP')],
    })
  )
  const slipped = search({
    id: 'slipped',
    at: AT + 40 * HOUR_MS,
    departureDate: '2026-12-24',
    offers: [offer(10_30, 'TP'), offer(104_00, 'TP')],
  })
  const rows = Array.from(trainingRows([...usual, slipped]))
  expect(rows.slice(40).map(({ amount }) => amount)).toEqual([104])
})
