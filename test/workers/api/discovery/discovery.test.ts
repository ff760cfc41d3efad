import { beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { MarketItem } from '../../../../pipelines/answers/discovery/market-wire'
import { PlaceItem } from '../../../../pipelines/answers/discovery/place-wire'
import { search } from '../../../build/native-events'
import { addKeys, ask, post } from '../../../build/sandbox'

const Places = z.object({ data: z.array(PlaceItem) })
const Markets = z.object({ data: z.array(MarketItem), links: z.record(z.string(), z.string()) })

const ENDS = [
  ['LIS', 'JFK'],
  ['LIS', 'EWR'],
  ['OPO', 'LHR'],
  ['LHR', 'LIS'],
] as const

const marketsOf = async (query: string, key?: string) => {
  const response = await ask(`/v1/markets${query}`, key === undefined ? {} : { key })
  expect(response.status).toBe(200)
  return Markets.parse(await response.json())
}
const codes = async (query: string) =>
  (await marketsOf(`?query=${encodeURIComponent(query)}`)).data.map(({ market }) => market)

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  await addKeys()
  const events = ENDS.map(([origin, destination], place) =>
    search({ search_id: `d-${place}`, origin_airport: origin, destination_airport: destination })
  )
  expect((await post(events)).status).toBe(202)
  await vi.waitFor(async () => expect((await marketsOf('')).data).toHaveLength(ENDS.length), {
    timeout: 20_000,
    interval: 200,
  })
})

describe('markets', () => {
  test('are listed with what was observed of them', async () => {
    const { data } = await marketsOf('?query=LIS-JFK')
    expect(data).toMatchObject([
      {
        market: 'LIS-JFK',
        origin: { code: 'LIS', name: expect.stringContaining('Lisbon') },
        observations: 1,
        searches: 1,
        departures: { from: '2026-12-20', to: '2026-12-20' },
        fare_groups: [{ cabin: 'economy', observations: 1 }],
      },
    ])
    expect(data[0]?.last_observed_at).not.toBeNull()
  })

  test.each([
    ['lis', ['LHR-LIS', 'LIS-EWR', 'LIS-JFK']],
    ['lisbon to new york', ['LIS-EWR', 'LIS-JFK']],
    ['LIS-NYC', ['LIS-EWR', 'LIS-JFK']],
    ['LIS → NYC', ['LIS-EWR', 'LIS-JFK']],
    ['london', ['LHR-LIS', 'OPO-LHR']],
    ['JFK-LIS', []],
    ['atlantis', []],
  ])('are found by "%s"', async (query, found) => expect(await codes(query)).toEqual(found))

  test('come in pages', async () => {
    const first = await marketsOf('?limit=3')
    expect(first.data.map(({ market }) => market)).toEqual(['LHR-LIS', 'LIS-EWR', 'LIS-JFK'])
    const second = await ask(first.links.next ?? '')
    expect(Markets.parse(await second.json()).data).toMatchObject([{ market: 'OPO-LHR' }])
  })

  test('belong to a mode', async () => {
    expect((await marketsOf('', 'sk_live_all')).data).toEqual([])
  })
})

describe('places', () => {
  const places = async (query: string) => {
    const response = await ask(`/v1/places?query=${query}`)
    expect(response.status).toBe(200)
    return Places.parse(await response.json()).data
  }

  test('are found by code and name, with the markets that were observed', async () => {
    expect((await places('lisb'))[0]).toMatchObject({
      code: 'LIS',
      country: 'PT',
      kind: 'airport',
      city: { code: 'LIS' },
      time_zone: 'Europe/Lisbon',
      markets: { from: 2, to: 1 },
    })
  })

  test('stand for what a question about them covers', async () => {
    const [city] = await places('NYC')
    expect(city).toMatchObject({ code: 'NYC', kind: 'city', city: { name: 'New York City' } })
    expect(city?.airports).toEqual(expect.arrayContaining(['JFK', 'EWR', 'LGA']))
    expect((await places('PBI'))[0]).toMatchObject({ code: 'DJT' })
  })

  test.each([
    ['/v1/places', 'query'],
    ['/v1/places?query=', 'query'],
    ['/v1/places?query=lis&limit=0', 'limit'],
    ['/v1/places?q=lis', 'q'],
    ['/v1/markets?after=lis', 'after'],
  ])('%s is a problem that names the parameter', async (path, name) => {
    const response = await ask(path)
    expect(response.status).toBe(400)
    expect(JSON.stringify(await response.json())).toContain(name)
  })
})
