import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { DAY_MS, utcDay } from '../../../models/airline/calendar'
import { type Market, marketOf } from '../../../models/airline/market'
import { PredictedFare } from '../../../pipelines/answers/price-insight/predicted-fare-wire'
import { PriceInsight } from '../../../pipelines/answers/price-insight/price-insight-wire'
import type { SearchEvent } from '../../../pipelines/events/event'
import { packBatch } from '../../../pipelines/market/market-batch'
import { marketObjectName } from '../../../workers/storage/market-name'
import { addKeys, ask, NOW } from '../../build/sandbox'
import { TEST } from '../../build/scopes'

const AT = Date.parse(NOW)
const inDays = (days: number) => utcDay(AT + days * DAY_MS)

const Items = z.object({
  data: z.object({
    items: z.array(
      z.object({
        index: z.number(),
        id: z.string().optional(),
        result: z.string(),
        outcome: z.string(),
        insight: PriceInsight.optional(),
        predicted_fare: PredictedFare.optional(),
        reason: z.string().optional(),
        errors: z.array(z.object({ pointer: z.string(), location: z.string() })).optional(),
      })
    ),
  }),
})

beforeAll(async () => {
  await addKeys()
  await seen(marketOf('TLL', 'HEL'), 40_00)
  await seen(marketOf('TLL', 'ARN'), 70_00)
})

async function seen(market: Market, fare: number) {
  const events = Array.from(
    { length: 20 },
    (_, index): SearchEvent => ({
      type: 'search',
      id: `${market}-${index}`,
      at: AT - 1_000,
      receivedAt: AT,
      market,
      departureDate: inDays(10 + index),
      cabin: 'economy',
      passengers: 1,
      currency: 'EUR',
      shopper: {},
      offers: [{ airline: 'BT', stops: 0, amountMinor: fare + index * 100 }],
    })
  )
  const object = env.MARKETS.getByName(marketObjectName(market, TEST))
  await object.apply(packBatch(market, events), AT)
}

function post(path: string, items: unknown) {
  const headers = { 'content-type': 'application/json' }
  return ask(path, { method: 'POST', body: JSON.stringify({ items }), headers })
}

async function itemsOf(path: string, items: unknown) {
  const response = await post(path, items)
  expect(response.status).toBe(200)
  return Items.parse(await response.json()).data.items
}

const trip = { origin: 'TLL', destination: 'HEL', departure_date: inDays(20) }

test('each item is answered as a request of its own, whatever its neighbours are', async () => {
  const items = await itemsOf('/v1/price-insights:batch', [
    { ...trip, id: 'first', price: 45.5, adults: 2 },
    { ...trip, origin: 'XXX' },
    'not a trip',
    { ...trip, destination: 'ARN', price: '60.00' },
    { ...trip, departure_date: inDays(-3), id: 'past' },
    { ...trip, destination: 'OSL' },
  ])
  expect(items.map(({ index, result }) => [index, result])).toEqual([
    [0, 'answered'],
    [1, 'invalid'],
    [2, 'invalid'],
    [3, 'answered'],
    [4, 'invalid'],
    [5, 'answered'],
  ])
  expect(items.map(({ outcome }) => outcome)).toEqual(items.map(({ result }) => result))
  expect(items[0]?.id).toBe('first')
  expect(items[1]?.errors).toMatchObject([{ pointer: '/items/1/origin', location: 'body' }])
  expect(items[4]).toMatchObject({
    id: 'past',
    errors: [{ pointer: '/items/4/departure_date' }],
  })
  expect(items[5]?.insight?.status).toBe('insufficient_history')

  const alone = await ask(
    `/v1/price-insights?origin=TLL&destination=HEL&departure_date=${inDays(20)}&price=45.5&adults=2`
  )
  const { data } = z.object({ data: PriceInsight }).parse(await alone.json())
  const { evidence, decision_id, ...insight } = items[0]?.insight ?? data
  expect(decision_id).not.toBe(data.decision_id)
  expect(data).toMatchObject(insight)
  expect(evidence.observations).toBe(data.evidence.observations)
})

test('a request without items, or with too many, is refused as a whole', async () => {
  for (const items of [[], Array.from({ length: 501 }, () => trip), 'none']) {
    const response = await post('/v1/price-insights:batch', items)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ pointer: '/items' }] })
  }
})

test('500 items of two markets are answered', async () => {
  const items = await itemsOf(
    '/v1/price-insights:batch',
    Array.from({ length: 500 }, (_, index) => ({
      ...trip,
      destination: index % 2 ? 'ARN' : 'HEL',
      departure_date: inDays(10 + (index % 20)),
    }))
  )
  expect(items).toHaveLength(500)
  expect(new Set(items.map(({ result }) => result))).toEqual(new Set(['answered']))
  expect(items[1]?.insight?.market).toBe('TLL-ARN')
})

test('each itinerary is predicted with quantiles, an unknown market with a reason instead', async () => {
  const items = await itemsOf('/v1/price-predictions', [
    { ...trip, airline: 'BT', duration_minutes: 35, stops: 0 },
    { ...trip, destination: 'OSL' },
    { ...trip, adults: 0 },
  ])
  expect(items.map(({ result }) => result)).toEqual([
    'predicted',
    'insufficient_history',
    'invalid',
  ])
  const { quantiles } = items[0]?.predicted_fare ?? {}
  expect(Number(quantiles?.p10.amount)).toBeLessThan(Number(quantiles?.p90.amount))
  expect(items[1]?.reason).toContain('TLL-OSL')
  expect(items[2]?.errors).toMatchObject([{ pointer: '/items/2/adults' }])
})
