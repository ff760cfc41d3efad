/** A market without fares of its own is compared with other airports of its cities. */
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { PriceInsight } from '../../../pipelines/answers/price-insight/price-insight-wire'
import { search } from '../../build/native-events'
import { addKeys, ask, post } from '../../build/sandbox'

const Answer = z.object({ data: PriceInsight })

/** Departures of 12 days, a unit dearer each, between two of the airports. */
const seen = (origin: string, destination: string, fare: number) =>
  Array.from({ length: 12 }, (_, index) =>
    search({
      search_id: `${origin}${destination}${index}`,
      origin_airport: origin,
      destination_airport: destination,
      departure_date: `2026-12-${14 + index}`,
      return_date: undefined,
      price_offers: [{ airline: 'BA', price: fare + index, stops: 0 }],
    })
  )

async function insight(query: string) {
  const response = await ask(`/v1/price-insights?departure_date=2026-12-20&currency=EUR&${query}`)
  expect(response.status).toBe(200)
  return Answer.parse(await response.json()).data
}

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  await addKeys()
  expect((await post([...seen('LGW', 'BGY', 100), ...seen('STN', 'LIN', 200)])).status).toBe(202)
  await vi.waitFor(
    async () => {
      const response = await ask('/v1/markets')
      const { data } = z.object({ data: z.array(z.unknown()) }).parse(await response.json())
      expect(data).toHaveLength(2)
    },
    { timeout: 20_000, interval: 200 }
  )
})

test('an unseen market names the markets that it was compared with', async () => {
  const data = await insight('origin=LHR&destination=MXP&price=90')
  expect(data).toMatchObject({
    status: 'limited',
    currency: 'EUR',
    price_level: 'low',
    evidence: { fallback_level: 'city_airports', observations: 24 },
  })
  expect(data.evidence.rests_on).toContain('LGW-BGY')
  expect(data.evidence.rests_on).toContain('STN-LIN')
  expect(data.status_reason).toContain('other airports of the same cities')
  expect(data.advice).toBeUndefined()
  expect(data.typical_price_range).not.toBeNull()
})

test('a market with fares of its own rests on them', async () => {
  const { evidence } = await insight('origin=LGW&destination=BGY')
  expect(evidence.fallback_level).toMatch(/^market/)
})

test('the way back, which no airport has, and other cabins have none', async () => {
  for (const query of ['origin=MXP&destination=LHR', 'origin=LHR&destination=MXP&cabin=first']) {
    expect((await insight(query)).evidence.fallback_level).toBe('none')
  }
})

test('its decision is recomputed from the same markets', async () => {
  const { decision_id } = await insight('origin=LHR&destination=LIN')
  const replay = await vi.waitFor(
    async () => {
      const response = await ask(`/v1/decisions/${decision_id}:replay`, { method: 'POST' })
      expect(response.status).toBe(200)
      return z.object({ data: z.object({ matches: z.boolean() }) }).parse(await response.json())
    },
    { timeout: 20_000, interval: 300 }
  )
  expect(replay.data.matches).toBe(true)
})
