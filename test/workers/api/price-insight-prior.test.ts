/** A market without observations is answered from open data, where the lake has a prior. */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { PriceInsight } from '../../../pipelines/answers/price-insight/price-insight-wire'
import { offer, search } from '../../build/native-events'
import { priorFiles } from '../../build/priors'
import { addKeys, ask, post } from '../../build/sandbox'

const Answer = z.object({ data: PriceInsight })

beforeAll(async () => {
  await addKeys()
  const { manifest, levels } = priorFiles()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', levels.slice()))
  const levels_sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  await env.LAKE.put('models/prior/test/levels.bin', levels)
  await env.LAKE.put(
    'models/prior/test/manifest.json',
    JSON.stringify({ ...manifest, levels_sha256 })
  )
  await env.LAKE.put('models/prior/champion.json', JSON.stringify({ version: 'test' }))
})

async function insight(query: string) {
  const response = await ask(`/v1/price-insights?departure_date=2026-12-20&${query}`)
  expect(response.status).toBe(200)
  return Answer.parse(await response.json()).data
}

test('answers an unseen market with the level of its pair of cities, and no advice', async () => {
  const data = await insight('origin=JFK&destination=ORD')
  expect(data).toMatchObject({
    ...{ status: 'limited', currency: 'USD', price_level: null, history: [] },
    prior_level: { confidence: 'low', data_quarter: '2015Q4' },
    interval: { level: 0.8, observed_coverage: null },
    evidence: { fallback_level: 'city_pair_prior', observations: 0, prior_model: 'prior@test' },
  })
  expect(data.evidence.rests_on).toContain('New York City, NY and Chicago, IL')
  expect(data.status_reason).toContain('open data')
  expect(data.advice).toBeUndefined()
  expect(data.forecast).toBeUndefined()
  expect(data.advice_status_reason).toContain('cannot say when to buy')
  const [low, level, high] = [data.interval?.low, data.prior_level?.level, data.interval?.high]
  expect(Number(low?.amount)).toBeLessThan(Number(level?.amount))
  expect(Number(level?.amount)).toBeLessThan(Number(high?.amount))
})

test('answers a market of unknown cities with the level of its distance', async () => {
  const data = await insight('origin=SEA&destination=MIA')
  expect(data).toMatchObject({ status: 'limited', evidence: { fallback_level: 'distance_prior' } })
})

test.each([
  ['of another region', 'origin=LIS&destination=OPO'],
  ['of another cabin', 'origin=JFK&destination=ORD&cabin=business'],
  ['in a currency without a rate', 'origin=JFK&destination=ORD&currency=JPY'],
])('has no level for a market %s', async (_, query) => {
  const data = await insight(query)
  expect(data).toMatchObject({
    status: 'insufficient_history',
    evidence: { fallback_level: 'none' },
  })
  expect(data.prior_level).toBeUndefined()
})

test('the level is scaled by observed markets of the same airports', async () => {
  const before = await insight('origin=JFK&destination=ORD')
  const events = Array.from({ length: 12 }, (_, index) =>
    search({
      search_id: `prior-${index}`,
      origin_airport: 'JFK',
      destination_airport: 'MIA',
      departure_date: `2026-12-${14 + index}`,
      return_date: undefined,
      currency: 'USD',
      price_offers: [offer({ price: 900 + index })],
    })
  )
  expect((await post(events)).status).toBe(202)
  await vi.waitFor(
    async () => {
      const after = await insight('origin=JFK&destination=ORD')
      expect(after.evidence.rests_on).toMatch(/times 1\.\d\d by 1 observed market of its airports$/)
      expect(after.evidence.fallback_level).toBe('city_pair_prior')
      expect(Number(after.prior_level?.level.amount)).toBeGreaterThan(
        Number(before.prior_level?.level.amount)
      )
    },
    { timeout: 20_000, interval: 300 }
  )
})
