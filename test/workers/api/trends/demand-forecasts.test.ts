import { beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import { aggregated, emptyAggregates } from '../../../build/aggregates'
import { bookingOf, NOON, searchOf } from '../../../build/curated-events'
import { addKeys, ask } from '../../../build/sandbox'

beforeAll(addKeys)
beforeEach(emptyAggregates)

const path = '/v1/demand-forecasts?origin=LIS&destination=JFK'

function searches(days: number, perDay: number) {
  return Array.from({ length: days * perDay }, (_, at) => {
    const back = 1 + Math.floor(at / perDay)
    return searchOf({ id: `demand-${at}`, at: NOON - back * DAY_MS })
  })
}

type Answer = {
  data: {
    status: string
    observed_days: number
    needed_days: number | null
    days: {
      day: string
      level: string
      probabilities: Record<string, number>
      usual_searches: number
    }[]
  }
  meta: { model: string | null }
}

/** Each departure gets a booking on each of the seven days before it. */
function bookings(days: number, market: `${string}-${string}`) {
  return Array.from({ length: days * 7 }, (_, at) => {
    const back = 1 + Math.floor(at / 7)
    const departure = NOON - (back - (at % 7) - 1) * DAY_MS
    return bookingOf({
      id: `booked-${market}-${at}`,
      market: market as never,
      at: NOON - back * DAY_MS,
      departureDate: new Date(departure).toISOString().slice(0, 10),
    })
  })
}

test('departures are forecast from their booking curves, with what drives them and who answered', async () => {
  await aggregated([...searches(30, 1), ...bookings(30, 'LIS-JFK')])
  type Booked = {
    departure_date: string
    booked: number
    p10: number
    p90: number
    curve: { days_before: number; booked: number; usual: number | null }[]
    answered_by: string
  }
  const { data } = await (await ask(path)).json<{ data: { bookings: Booked[] } }>()
  const [next] = data.bookings
  expect(next).toMatchObject({ departure_date: '2026-11-20', booked: 7 })
  expect(next?.p10).toBeLessThanOrEqual(next?.p90 ?? 0)
  expect(next?.curve.find(({ days_before }) => days_before === 3)).toEqual({
    days_before: 3,
    booked: 5,
    usual: null,
  })
  expect(new Set(data.bookings.map(({ answered_by }) => answered_by))).toEqual(
    new Set(['additive pickup'])
  )
})

test('the routes of an airport add up to its cities, countries and itself', async () => {
  await aggregated([
    ...searches(30, 1),
    ...bookings(30, 'LIS-JFK'),
    ...bookings(30, 'LIS-EWR'),
    ...bookings(30, 'LIS-CDG'),
  ])
  type Sums = { expected: number }
  type Departure = Sums & {
    countries: (Sums & { country: string; cities: (Sums & { city: string; routes: Sums[] })[] })[]
  }
  const answer = await ask('/v1/airports/LIS/demand-forecasts?days=5')
  expect(answer.status).toBe(200)
  const { data } = await answer.json<{ data: { markets: number; departures: Departure[] } }>()
  expect([data.markets, data.departures.length]).toEqual([3, 5])
  const sum = (parts: readonly Sums[]) => parts.reduce((total, { expected }) => total + expected, 0)
  for (const { expected, countries } of data.departures) {
    expect(Math.abs(sum(countries) - expected)).toBeLessThan(1e-6)
    expect(countries.map(({ country }) => country).sort()).toEqual(['FR', 'US'])
    for (const country of countries) {
      expect(Math.abs(sum(country.cities) - country.expected)).toBeLessThan(1e-6)
      for (const city of country.cities) {
        expect(Math.abs(sum(city.routes) - city.expected)).toBeLessThan(1e-6)
      }
    }
  }
  const none = await ask('/v1/airports/LIS/demand-forecasts', { key: 'sk_live_all' })
  expect(await none.json()).toMatchObject({ data: { markets: 0, departures: [] } })
})

test('the next week has levels with their chances, of the model that answered', async () => {
  await aggregated(searches(40, 8))
  const response = await ask(path)
  expect(response.status).toBe(200)
  const { data, meta } = await response.json<Answer>()
  expect(data).toMatchObject({ status: 'ok', observed_days: 40, needed_days: null })
  expect(data.days.map(({ day }) => day)).toEqual([
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
  ])
  for (const { level, probabilities, usual_searches } of data.days) {
    expect(level).toBe('medium')
    const sum = Object.values(probabilities).reduce((total, each) => total + each, 0)
    expect(sum).toBeCloseTo(1, 6)
    expect(usual_searches).toBe(8)
  }
  expect(meta.model).toMatch(/^(demand-level@|baseline)/)
})

test('a short or another past abstains, without a number', async () => {
  await aggregated(searches(20, 3))
  const short = await (await ask(path)).json<Answer>()
  expect(short.data).toMatchObject({ status: 'insufficient_history', observed_days: 20, days: [] })
  expect(short.meta.model).toBeNull()
  const other = await (await ask(path, { key: 'sk_live_all' })).json<Answer>()
  expect(other.data).toMatchObject({ status: 'insufficient_history', observed_days: 0 })
})

test('days outside the reach of the model are refused with those within', async () => {
  for (const range of ['from=2026-11-19', 'to=2026-11-27', 'from=2026-11-24&to=2026-11-22']) {
    const response = await ask(`${path}&${range}`)
    expect(response.status).toBe(400)
    expect((await response.json<{ detail: string }>()).detail).toContain('2026-11-20 to 2026-11-26')
  }
})
