import { beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import { aggregated, emptyAggregates } from '../../../build/aggregates'
import { bookingOf, NOON, offerOf, searchOf } from '../../../build/curated-events'
import { addKeys, ask } from '../../../build/sandbox'

beforeAll(addKeys)
beforeEach(emptyAggregates)

async function answer<T>(path: string, key?: string): Promise<T> {
  const response = await ask(path, key ? { key } : {})
  expect(response.status).toBe(200)
  return (await response.json<{ data: T }>()).data
}

/** So many searches on a day that lies back. */
function searchesOn(daysBack: number, market: `${string}-${string}`, count: number) {
  return Array.from({ length: count }, (_, at) =>
    searchOf({ id: `${market}-${daysBack}-${at}`, at: NOON - daysBack * DAY_MS, market })
  )
}

type Growth = {
  status: string
  tested: number
  days_observed: number
  popular: { market?: string; destination?: string; searches: number; share: number }[]
  emerging: { destination: string; growth: number | null; adjusted_p: number }[]
}

test('a destination that grows is found, beside the popular ones', async () => {
  const days = Array.from({ length: 28 }, (_, at) => at + 1)
  await aggregated(
    days.flatMap((back) => [
      ...searchesOn(back, 'LIS-JFK', 6),
      ...searchesOn(back, 'LIS-LHR', back <= 7 ? 9 : 3),
      ...searchesOn(back, 'OPO-FNC', 4),
    ])
  )
  const data = await answer<Growth>('/v1/trends/destinations')
  expect(data).toMatchObject({ status: 'ok', tested: 3, days_observed: 28 })
  expect(data.popular.map(({ destination }) => destination)).toEqual(['JFK', 'LHR', 'FNC'])
  expect(data.popular.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
  expect(data.emerging).toMatchObject([{ destination: 'LHR', growth: 2 }])
  expect(data.emerging[0]?.adjusted_p).toBeLessThan(0.001)
  const routes = await answer<Growth>('/v1/trends/routes?origin=OPO')
  expect(routes.popular).toMatchObject([{ market: 'OPO-FNC', searches: 112 }])
  expect((await answer<Growth>('/v1/trends/routes', 'sk_live_all')).popular).toEqual([])
})

test('too short a past has no trend', async () => {
  await aggregated([1, 2, 3].flatMap((back) => searchesOn(back, 'LIS-JFK', 5)))
  expect(await answer('/v1/trends/routes')).toMatchObject({
    status: 'insufficient_history',
    popular: [],
    growing: [],
  })
})

test('weeks of departure have their peaks, and holidays of both ends', async () => {
  const weeks = ['2026-12-07', '2026-12-14', '2026-12-21', '2026-12-28', '2027-01-04']
  await aggregated(
    weeks.flatMap((departureDate, week) =>
      Array.from({ length: week === 2 ? 40 : 10 }, (_, at) =>
        searchOf({ id: `d-${week}-${at}`, at: NOON - DAY_MS, departureDate })
      )
    )
  )
  type Periods = {
    searches: number
    weeks: { week: string; peak: boolean; holidays: { day: string; country: string }[] }[]
  }
  const data = await answer<Periods>('/v1/trends/travel-periods?market=LIS-JFK')
  expect(data.searches).toBe(80)
  expect(data.weeks.filter(({ peak }) => peak).map(({ week }) => week)).toEqual(['2026-12-21'])
  expect(data.weeks[2]?.holidays).toContainEqual({ day: '2026-12-25', country: 'PT' })
  expect(data.weeks[2]?.holidays).toContainEqual({ day: '2026-12-25', country: 'US' })
})

test('a market shows how it is searched', async () => {
  await aggregated([
    searchOf({ at: NOON - DAY_MS, passengers: 2 }),
    searchOf({ id: 's-2', at: NOON - DAY_MS, shopper: { country: 'FR', device: 'mobile' } }),
    bookingOf({ at: NOON - DAY_MS }),
  ])
  const data = await answer<Record<string, unknown>>('/v1/markets/LIS-JFK/search-patterns')
  expect(data).toMatchObject({ searches: 2, passengers: 3, bookings: 1, days_observed: 1 })
  expect(data.by_country).toEqual([
    { country: 'FR', searches: 1, share: 0.5 },
    { country: 'PT', searches: 1, share: 0.5 },
  ])
  expect(data.by_weekday).toContainEqual({ weekday: '4', searches: 2, share: 1 })
  expect(data.by_hour).toHaveLength(24)
})

test('airlines are ranked by fares for like, with their moves and against the own', async () => {
  const slate = (back: number, ib: number) =>
    searchOf({
      id: `c-${back}`,
      at: NOON - back * DAY_MS,
      departureDate: '2026-12-25',
      offers: [offerOf({ amountMinor: 20_000 }), offerOf({ airline: 'IB', amountMinor: ib })],
    })
  await aggregated([slate(5, 40_000), slate(4, 40_000), slate(2, 30_000), slate(1, 30_000)])
  const data = await answer<{ airlines: unknown[] }>(
    '/v1/markets/LIS-JFK/competitors?from=2026-11-15&to=2026-11-19&own=TP'
  )
  expect(data.airlines).toMatchObject([
    { airline: 'TP', own: true, rank: 1, cheapest_share: 1, index: 100, move: 0 },
    { airline: 'IB', own: false, rank: 2, cheapest_share: 0, shown_share: 1 },
  ])
  const [, iberia] = data.airlines as { index: number; index_to_own: number; move: number }[]
  expect(iberia?.index).toBeCloseTo(100 * Math.sqrt(2 * 1.5), 6)
  expect(iberia?.index_to_own).toBeCloseTo(iberia?.index ?? 0, 6)
  expect(iberia?.move).toBeCloseTo(-0.25, 6)
})

test('a range that cannot be answered is named with the fix', async () => {
  for (const path of ['markets/LIS-JFK/search-patterns', 'trends/travel-periods']) {
    const response = await ask(`/v1/${path}?from=2026-11-20&to=2026-11-01`)
    expect(response.status).toBe(400)
    expect((await response.json<{ detail: string }>()).detail).toContain('on or before to')
  }
  expect((await ask('/v1/markets/LIS-JFK/competitors?own=TAP')).status).toBe(400)
  expect((await ask('/v1/trends/routes?top=5')).status).toBe(400)
})
