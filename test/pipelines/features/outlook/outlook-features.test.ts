import { expect, test } from 'vitest'
import { DAY_MS, dayNumber, dayOf } from '../../../../models/airline/calendar'
import type { Trip } from '../../../../models/airline/trip'
import type { SearchEvent } from '../../../../pipelines/events/event'
import {
  OUTLOOK_FEATURES,
  outlookRow,
} from '../../../../pipelines/features/outlook/outlook-features'
import { packBatch } from '../../../../pipelines/market/market-batch'
import {
  applyBatch,
  createMarketState,
  snapshotOf,
} from '../../../../pipelines/market/market-state'

const FIRST = dayNumber('2026-03-02')

function seen(day: number, departure: number, fare: number): SearchEvent {
  const at = (FIRST + day) * DAY_MS + 9 * 3_600_000
  return {
    type: 'search',
    id: `${day}-${departure}`,
    at,
    receivedAt: at,
    shopper: {},
    market: 'LIS-FRA',
    departureDate: dayOf(FIRST + departure),
    currency: 'EUR',
    cabin: 'economy',
    passengers: 1,
    offers: [{ airline: 'TP', amountMinor: fare * 100 }],
  }
}

/** Rows of fares by departure (days after the first), one a day from day 0. */
function valuesOf(
  fares: Readonly<Record<number, readonly number[]>>,
  departure: number,
  day: number
) {
  const state = createMarketState('LIS-FRA')
  const events = Object.entries(fares).flatMap(([leaves, path]) =>
    path.map((fare, at) => seen(at, Number(leaves), fare))
  )
  for (const event of events.sort((a, b) => a.at - b.at)) {
    applyBatch(state, packBatch(event.id, [event]), event.at)
  }
  const now = (FIRST + day) * DAY_MS + 10 * 3_600_000
  const trip: Trip = {
    market: 'LIS-FRA',
    departureDate: dayOf(FIRST + departure),
    currency: 'EUR',
    cabin: 'economy',
    passengers: 1,
  }
  return outlookRow({ now, trip, itinerary: {}, shopper: {}, snapshot: snapshotOf(state, now) })
    .values
}

test('computes changes, extremes and the age of the fare from the own path', () => {
  const values = valuesOf({ 20: [100, 100, 80, 120, 120, 120] }, 20, 5)
  expect(values).toMatchObject({ path_days_observed: 6, path_rises: 1, path_falls: 1 })
  expect(values.path_days_since_change).toBe(2)
  expect(values.path_last_step).toBeCloseTo(Math.log(120 / 80))
  expect(values.path_lowest).toBeCloseTo(Math.log(80 / 120))
  expect(values.path_days_since_lowest).toBe(3)
  expect(values.path_change_3d).toBeCloseTo(Math.log(120 / 80))
  expect(values.path_change_14d).toBeUndefined()
})

test('returns the next fares down and up the ladder', () => {
  const values = valuesOf({ 20: [100, 100], 21: [80, 60], 22: [130, 150] }, 20, 1)
  expect(values.ladder_levels).toBe(5)
  expect(values.ladder_lower_1).toBeCloseTo(Math.log(0.8))
  expect(values.ladder_lower_2).toBeCloseTo(Math.log(0.6))
  expect(values.ladder_lower_3).toBeUndefined()
  expect(values.ladder_higher_1).toBeCloseTo(Math.log(1.3))
})

test('returns neighbours as ratios to the current fare, with their changes', () => {
  const values = valuesOf({ 20: [100, 100], 21: [80, 60], 23: [130, 150], 27: [70, 70] }, 20, 1)
  expect(values.neighbour_after_1d).toBeCloseTo(Math.log(0.6))
  expect(values.neighbour_after_2d).toBeUndefined()
  expect(values.neighbour_after_7d).toBeCloseTo(Math.log(0.7))
  expect(values.neighbours_lowest).toBeCloseTo(Math.log(0.6))
  expect(values.neighbours_change_1d).toBeCloseTo((Math.log(60 / 80) + Math.log(150 / 130)) / 2)
})

test('the curve counts falls at these days to departure as a slow count does', () => {
  const fares = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [
      12 + at,
      Array.from({ length: 12 }, (_, day) => 100 + ((at * 7 + day * 13) % 40)),
    ])
  )
  const departure = 16
  const ahead = departure - 11
  const pairs: [number, number[]][] = []
  for (const [leaves, path] of Object.entries(fares)) {
    for (const [day, fare] of path.entries()) {
      const out = Number(leaves) - day
      const later = path.slice(day + 1, day + 4)
      if (Math.abs(out - ahead) <= 1 && later.length === 3) pairs.push([fare, later])
    }
  }
  const falls = pairs.filter(([fare, later]) => Math.min(...later) <= 0.95 * fare).length
  const change = pairs.reduce((sum, [fare, later]) => sum + Math.log((later[2] ?? 0) / fare), 0)
  const values = valuesOf(fares, departure, 11)
  expect(pairs.length).toBeGreaterThan(5)
  expect(values.curve_falls_3d).toBeCloseTo(falls / pairs.length)
  expect(values.curve_change_3d).toBeCloseTo(change / pairs.length)
})

test('has no feature in money and none from later observations', () => {
  expect(OUTLOOK_FEATURES.every(({ kind }) => kind === 'number')).toBe(true)
  const path = [100, 90, 80, 120, 60, 70]
  const known = valuesOf({ 20: path.slice(0, 3), 21: path.slice(0, 3) }, 20, 2)
  const all = valuesOf({ 20: path, 21: path }, 20, 2)
  expect(all).toEqual(known)
})

test('returns the date and no path for a departure without recent observations', () => {
  const values = valuesOf({ 20: [100], 21: [80, 80, 80, 80, 80] }, 20, 4)
  expect(values.days_to_departure).toBe(16)
  expect(values.path_days_observed).toBeUndefined()
  expect(values.neighbour_after_1d).toBeUndefined()
})
