import { expect, test } from 'vitest'
import { dayNumber } from '../../../../models/airline/calendar'
import { baselineBookings } from '../../../../models/bookings/baseline-bookings'
import type { BookingsModel } from '../../../../models/bookings/bookings-model'
import { airportDemand } from '../../../../pipelines/answers/demand/airport-demand'
import {
  forecastBookings,
  PICKUP_RULE,
} from '../../../../pipelines/answers/demand/booking-forecasts'
import {
  curvesFor,
  type ObservedBookings,
} from '../../../../pipelines/features/bookings/observed-curves'

const LAST = dayNumber('2026-11-19')

/** Each departure gets `scale` seats on each of the fourteen days before it. */
function steady(days: number, scale = 2): ObservedBookings {
  const firstDay = LAST - days + 1
  const booked = Array.from({ length: days }, (_, at) => firstDay + at).flatMap((day) =>
    Array.from({ length: 14 }, (_, ahead) => ({ day, departure: day + ahead + 1, seats: scale }))
  )
  return { firstDay, lastDay: LAST, booked }
}
const rule = baselineBookings('test')

test('a steady market is forecast to its steady final bookings', async () => {
  const [next, week, ...others] = await forecastBookings(rule, steady(120), [LAST + 1, LAST + 7])
  expect(others).toEqual([])
  expect(next).toMatchObject({ departureDate: '2026-11-20', daysToDeparture: 1, booked: 28 })
  expect(week).toMatchObject({ daysToDeparture: 7, booked: 16 })
  expect(week?.expected).toBeCloseTo(28, 6)
  expect(week?.curve.find(({ daysBefore }) => daysBefore === 10)).toEqual({
    daysBefore: 10,
    booked: 10,
    usual: 10,
  })
  expect(week?.drivers).toEqual([])
  expect(week?.answeredBy).toBe('baseline (test)')
})

test('a departure booked at twice the pace names its pace as a driver', async () => {
  const observed = steady(120)
  const extra = observed.booked.filter(({ departure }) => departure === LAST + 7)
  const [forecast] = await forecastBookings(
    rule,
    { ...observed, booked: [...observed.booked, ...extra] },
    [LAST + 7]
  )
  expect(forecast?.booked).toBe(32)
  expect(forecast?.drivers).toContainEqual({ name: 'pace', ratio: 2 })
})

test('with a short history the additive pickup answers, with less than four departures nobody', async () => {
  const short = await forecastBookings(rule, steady(15), [LAST + 7])
  expect(short).toMatchObject([{ answeredBy: PICKUP_RULE, booked: 16 }])
  expect(short[0]?.p10).toBeLessThanOrEqual(short[0]?.p90 ?? 0)
  expect(await forecastBookings(rule, steady(10), [LAST + 7])).toEqual([])
})

test('a model that cannot answer a departure leaves it to the rule', async () => {
  const silent: BookingsModel = {
    name: 'silent',
    predict: async (rows) => rows.map(() => undefined),
  }
  const [forecast] = await forecastBookings(silent, steady(120), [LAST + 7])
  expect(forecast?.answeredBy).toBe(PICKUP_RULE)
})

test('departures that have left or lie too far ahead are left out', async () => {
  expect(await forecastBookings(rule, steady(120), [LAST, LAST + 46])).toEqual([])
})

test('earlier bookings than the followed days count on the first of them', () => {
  const observed = {
    firstDay: LAST - 100,
    lastDay: LAST,
    booked: [
      { day: LAST - 90, departure: LAST, seats: 3 },
      { day: LAST - 5, departure: LAST, seats: 2 },
    ],
  }
  const { firstDay, gained } = curvesFor(observed, 7, LAST)
  expect(firstDay).toBe(LAST - 93)
  const curve = gained.at(-1)
  expect([curve?.[60], curve?.[5]]).toEqual([3, 2])
})

test('routes of an airport add up over cities and countries to the airport', async () => {
  const routes = new Map([
    ['LIS-JFK', steady(120, 2)],
    ['LIS-EWR', steady(120, 1)],
    ['LIS-BOS', steady(120, 3)],
    ['LIS-CDG', steady(120, 4)],
  ])
  const [day, ...others] = await airportDemand(rule, 'LIS', routes, [LAST + 7])
  expect(others).toEqual([])
  expect(day?.departureDate).toBe('2026-11-26')
  expect(day?.tree.value).toBeCloseTo(140, 4)
  expect(day?.tree.parts.map(({ name }) => name).sort()).toEqual(['FR', 'US'])
  const us = day?.tree.parts.find(({ name }) => name === 'US')
  expect(us?.parts.find(({ name }) => name === 'NYC')?.value).toBeCloseTo(42, 4)
  const leaves = day?.tree.parts.flatMap(({ parts }) => parts.flatMap((city) => city.parts)) ?? []
  const sum = leaves.reduce((total, { value }) => total + value, 0)
  expect(Math.abs(sum - (day?.tree.value ?? 0))).toBeLessThan(1e-6)
})

test('an airport without enough history has no departures', async () => {
  expect(await airportDemand(rule, 'LIS', new Map([['LIS-JFK', steady(5)]]), [LAST + 7])).toEqual(
    []
  )
})
