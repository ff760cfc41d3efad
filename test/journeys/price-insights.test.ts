import { runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { DAY_MS, utcDay } from '../../models/airline/calendar'
import { marketOf } from '../../models/airline/market'
import { GooglePriceInsights } from '../../pipelines/answers/google/google-view'
import { MarketFeatures } from '../../pipelines/answers/price-insight/market-features-answer'
import { PriceInsight } from '../../pipelines/answers/price-insight/price-insight-wire'
import type { SearchEvent } from '../../pipelines/events/event'
import type { Scope } from '../../pipelines/events/scope'
import { packBatch } from '../../pipelines/market/market-batch'
import { marketObjectName } from '../../workers/storage/market-name'
import { ALL_SCOPES, putKeys, READ_SCOPES } from '../build/keys'
import { LIVE, TEST } from '../build/scopes'

const NOW = Date.now()
const Envelope = <S extends z.ZodType>(data: S) =>
  z.object({
    data,
    meta: z.object({ as_of: z.string(), model: z.string().nullable(), live_mode: z.boolean() }),
    links: z.record(z.string(), z.string()),
  })

beforeAll(async () => {
  await putKeys([
    { id: 'k1', key: 'sk_test_insights', scopes: ALL_SCOPES },
    { id: 'k2', key: 'sk_live_insights', scopes: READ_SCOPES, mode: 'live' },
    { id: 'k3', key: 'sk_test_writer', scopes: 'events:write' },
  ])
})

type RequestOptions = { key?: string; now?: number }

function get(
  path: string,
  { key = 'sk_test_insights', now }: RequestOptions = {}
): Promise<Response> {
  const headers = new Headers({ authorization: `Bearer ${key}` })
  if (now !== undefined) headers.set('fareline-now', new Date(now).toISOString())
  return exports.default.fetch(`https://fareline.test${path}`, { headers })
}

function insightPath(market: string, departureDate: string, more = ''): string {
  const [origin, destination] = market.split('-')
  return `/v1/price-insights?origin=${origin}&destination=${destination}&departure_date=${departureDate}${more}`
}

async function insight(path: string, options?: RequestOptions) {
  const response = await get(path, options)
  expect(response.status).toBe(200)
  return Envelope(PriceInsight).parse(await response.json())
}

type Sample = {
  market: string
  departures: number
  from?: number
  at?: number
  scope?: Scope
  currency?: string
  fare?: (days: number) => number
}

let batches = 0

/** One search per departure day, `from` days ahead of `at` on. */
async function count(sample: Sample): Promise<void> {
  const { market: code, departures, from = 20, at = NOW, scope = TEST, currency = 'EUR' } = sample
  const market = marketOf(code.slice(0, 3), code.slice(4))
  batches += 1
  const events = Array.from(
    { length: departures },
    (_, i): SearchEvent => ({
      type: 'search',
      id: `${batches}-${i}`,
      at: at - 1_000,
      receivedAt: at,
      market,
      departureDate: utcDay(at + (from + i) * DAY_MS),
      cabin: 'economy',
      passengers: 1,
      currency,
      shopper: {},
      offers: [
        { airline: 'TP', stops: 0, amountMinor: sample.fare?.(from + i) ?? 200_00 + i * 10_00 },
      ],
    })
  )
  const object = env.MARKETS.getByName(marketObjectName(market, scope))
  await object.apply(packBatch(String(batches), events), at)
}

const inDays = (days: number, at = NOW) => utcDay(at + days * DAY_MS)

test('answers a counted market from its object, then from memory', async () => {
  await count({ market: 'LIS-JFK', departures: 21 })
  const path = insightPath('LIS-JFK', inDays(30), '&price=150.00')
  const first = await insight(path)
  expect(first.data).toMatchObject({
    status: 'ok',
    price_level: 'low',
    lowest_price: { amount: '300.00', currency: 'EUR' },
    evidence: { source: 'object', fallback_level: 'market_departure' },
  })
  expect(first.meta.live_mode).toBe(false)
  expect(first.meta.model).toBe(first.data.evidence.model)
  expect((await insight(path)).data.evidence.source).toBe('memory')
})

test('a client of Google Flights results finds its block beside the insight', async () => {
  const response = await get(insightPath('LIS-JFK', inDays(30), '&view=google'))
  const { data, price_insights } = Envelope(PriceInsight)
    .extend({ price_insights: GooglePriceInsights })
    .parse(await response.json())
  expect(price_insights).toMatchObject({ lowest_price: 300, price_level: data.price_level })
})

test('reports features, nearby markets, model and total separately in Server-Timing', async () => {
  const response = await get(insightPath('LIS-JFK', inDays(30)))
  expect(response.headers.get('server-timing')).toMatch(
    /^features;dur=[\d.]+, nearby;dur=[\d.]+, model;dur=[\d.]+, total;dur=[\d.]+$/
  )
})

test('returns later events once the memory copy is stale', async () => {
  await count({ market: 'LIS-MAD', departures: 12 })
  const path = insightPath('LIS-MAD', inDays(25))
  expect((await insight(path)).data.lowest_price?.amount).toBe('250.00')
  await count({ market: 'LIS-MAD', departures: 12, fare: () => 99_00 })
  await scheduler.wait(Number(env.SNAPSHOT_FRESH_MS) + 20)
  expect((await insight(path)).data.lowest_price?.amount).toBe('99.00')
})

test('returns the level of evidence', async () => {
  await count({ market: 'OPO-CDG', departures: 10, from: 3 })
  const levels = []
  for (const days of [7, 3, 90]) {
    const { data } = await insight(insightPath('OPO-CDG', inDays(days)))
    levels.push([data.status, data.evidence.fallback_level])
  }
  await count({ market: 'OPO-ORY', departures: 3 })
  const { data } = await insight(insightPath('OPO-ORY', inDays(20)))
  levels.push([data.status, data.evidence.fallback_level])
  expect(levels).toEqual([
    ['ok', 'market_departure_near'],
    ['limited', 'market_departure_near'],
    ['limited', 'market'],
    ['insufficient_history', 'none'],
  ])
})

test('abstains for an unobserved market and gives the reason', async () => {
  const { data, meta } = await insight(insightPath('HND-SYD', inDays(30)))
  expect(data).toMatchObject({
    status: 'insufficient_history',
    status_reason: 'No fare of HND-SYD has been observed.',
    price_level: null,
  })
  expect(meta.model).toBeNull()
})

test('abstains for an unobserved currency and names the observed ones', async () => {
  await count({ market: 'LIS-ZRH', departures: 21 })
  const { data } = await insight(insightPath('LIS-ZRH', inDays(30), '&currency=CHF'))
  expect(data.status).toBe('insufficient_history')
  expect(data.status_reason).toContain('in CHF, only in EUR')
})

test('keeps live and test data separate', async () => {
  await count({ market: 'LIS-AMS', departures: 21, scope: LIVE })
  const options = { key: 'sk_live_insights' }
  const live = await insight(insightPath('LIS-AMS', inDays(30)), options)
  expect(live).toMatchObject({ data: { status: 'ok' }, meta: { live_mode: true } })
  const sandbox = await insight(insightPath('LIS-AMS', inDays(30)))
  expect(sandbox.data.status).toBe('insufficient_history')
})

test('sets the clock of a test key without later data', async () => {
  const then = Date.UTC(2022, 6, 20, 12)
  await count({ market: 'BOS-LAX', departures: 21, at: then, currency: 'USD' })
  await count({ market: 'BOS-LAX', departures: 21, at: NOW, currency: 'USD', fare: () => 1_00 })
  const departureDate = inDays(30, then)
  const { data, meta } = await insight(insightPath('BOS-LAX', departureDate), { now: then })
  expect(meta.as_of).toBe('2022-07-20T12:00:00.000Z')
  expect(data).toMatchObject({ status: 'ok', lowest_price: { amount: '300.00' } })
  const before = await insight(insightPath('BOS-LAX', departureDate), { now: then - 2 * DAY_MS })
  expect(before.data).toMatchObject({ status: 'insufficient_history', history: [] })
})

test('answers from memory after the deadline of an object that hangs', async () => {
  await count({ market: 'LIS-FCO', departures: 21 })
  const path = insightPath('LIS-FCO', inDays(30))
  await insight(path)
  await scheduler.wait(Number(env.SNAPSHOT_FRESH_MS) + 20)

  const released = Promise.withResolvers<void>()
  const object = env.MARKETS.getByName('sandbox/test/LIS-FCO')
  const blocked = runInDurableObject(object, (_, state) =>
    state.blockConcurrencyWhile(() => released.promise)
  )
  const late = await insight(path)
  released.resolve()
  await blocked
  expect(late.data).toMatchObject({ status: 'ok', evidence: { source: 'memory' } })
  expect(late.data.evidence.snapshot_age_ms).toBeGreaterThan(Number(env.SNAPSHOT_FRESH_MS))
})

test('answers from the copy in KV when the object hangs and memory is cold', async () => {
  const released = Promise.withResolvers<void>()
  const object = env.MARKETS.getByName('sandbox/test/LIS-VIE')
  await count({ market: 'LIS-VIE', departures: 21 })
  const snapshot = await object.snapshot(NOW - 60_000)
  const blocked = runInDurableObject(object, (_, state) =>
    state.blockConcurrencyWhile(() => released.promise)
  )
  await env.SNAPSHOTS.put('snapshot:sandbox/test/LIS-VIE', '{"schema":1,"market":')
  const path = insightPath('LIS-VIE', inDays(30))
  const broken = await insight(path)
  await env.SNAPSHOTS.put('snapshot:sandbox/test/LIS-VIE', JSON.stringify(snapshot))
  const whole = await insight(path)
  released.resolve()
  await blocked
  expect(broken.data).toMatchObject({
    status: 'insufficient_history',
    evidence: { source: 'baseline' },
  })
  expect(whole.data).toMatchObject({ status: 'ok', evidence: { source: 'kv' } })
})

describe('the features of a market', () => {
  test('returns every feature with its unit, and the snapshot they were read from', async () => {
    await count({ market: 'LIS-GVA', departures: 21 })
    const flight = `stops=1&airline=TP&departure_at=${inDays(30)}T10:05&duration_minutes=150&fare_basis=Q14NR`
    const response = await get(
      `/v1/markets/LIS-GVA/features?departure_date=${inDays(30)}&${flight}`
    )
    expect(response.status).toBe(200)
    const { data } = Envelope(MarketFeatures).parse(await response.json())
    const value = (name: string) => data.features.find((each) => each.name === name)
    expect(value('days_to_departure')).toMatchObject({ value: 30, unit: 'days' })
    expect(value('stops')).toMatchObject({ value: 1 })
    expect(value('airline')).toMatchObject({ value: 'TP' })
    expect(value('departure_hour')).toMatchObject({ value: expect.closeTo(10, 0) })
    expect(value('duration_minutes')).toMatchObject({ value: 150, unit: 'minutes' })
    expect(value('rbd')).toMatchObject({ value: 'Q' })
    expect(value('departure_lowest_fare')).toMatchObject({ value: 300 })
    expect(data).toMatchObject({
      market: 'LIS-GVA',
      currency: 'EUR',
      snapshot: { fare_classes: [{ currency: 'EUR', departures: 21 }] },
    })
  })

  test('returns trip features and null for the rest of an unobserved market', async () => {
    const response = await get(`/v1/markets/HND-AKL/features?departure_date=${inDays(30)}`)
    const { data } = Envelope(MarketFeatures).parse(await response.json())
    expect(data).toMatchObject({ currency: null, snapshot: null })
    expect(data.features.find(({ name }) => name === 'market_median_30d')?.value).toBeNull()
    expect(data.features.find(({ name }) => name === 'great_circle_km')?.value).toBeGreaterThan(
      1000
    )
  })
})

describe('reports an invalid question as a problem that points to the field', () => {
  const cases: [string, string, string][] = [
    ['origin=XXX&destination=JFK', '/origin', 'is not a known place'],
    ['origin=lis&destination=JFK', '/origin', 'is not a known place'],
    ['destination=JFK', '/origin', 'is required'],
    ['origin=LIS&destination=LIS', '/destination', 'must differ from the origin'],
    ['departure_date=2026-02-30', '/departure_date', 'YYYY-MM-DD'],
    ['departure_date=', '/departure_date', 'YYYY-MM-DD'],
    ['departure_date=2020-01-01', '/departure_date', 'must not be past'],
    ['departure_date=2999-01-01', '/departure_date', 'within 400 days'],
    ['return_date=2020-01-01', '/return_date', 'must not be before the departure'],
    ['cabin=cargo', '/cabin', 'economy'],
    ['adults=0', '/adults', 'must be 1 to 9'],
    ['adults=1.5', '/adults', 'must be 1 to 9'],
    ['stops=-1', '/stops', 'must be 0 to 5'],
    ['fare_basis=%25', '/fare_basis', 'must be a fare basis code'],
    ['price=cheap', '/price', 'decimal amount'],
    ['price=0.00', '/price', 'more than 0'],
    ['price=1e9', '/price', 'decimal amount'],
    ['currency=EURO', '/currency', 'ISO 4217'],
  ]

  test.each(cases)('%s', async (change, pointer, detail) => {
    const query = new URLSearchParams({
      origin: 'LIS',
      destination: 'JFK',
      departure_date: inDays(30),
    })
    if (change === 'destination=JFK') query.delete('origin')
    for (const [name, value] of new URLSearchParams(change)) query.set(name, value)
    const response = await get(`/v1/price-insights?${query}`)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const { errors } = z
      .object({
        errors: z.array(
          z.object({ pointer: z.string(), location: z.string(), detail: z.string() })
        ),
      })
      .parse(await response.json())
    expect(errors).toContainEqual({
      pointer,
      location: 'query',
      detail: expect.stringContaining(detail),
    })
  })

  test('points to the path for an invalid market', async () => {
    const response = await get(`/v1/markets/LIS-LIS/features?departure_date=${inDays(30)}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      errors: [{ pointer: '/market', location: 'path' }],
    })
  })

  test('a key without the scope read is refused', async () => {
    const response = await get(insightPath('LIS-JFK', inDays(30)), { key: 'sk_test_writer' })
    expect(response.status).toBe(403)
  })
})

test('never returns 500 for any query', async () => {
  const name = fc.constantFrom(
    ...['origin', 'destination', 'departure_date', 'return_date', 'cabin'],
    ...[
      'adults',
      'stops',
      'airline',
      'departure_at',
      'seats_remaining',
      'price',
      'currency',
      '__proto__',
      'constructor',
    ]
  )
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'LIS',
      'JFK',
      'economy',
      '2',
      '0',
      inDays(9),
      inDays(12),
      'EUR',
      'XXX',
      '-0',
      '9e9'
    ),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
  )
  const sound: [string, string][] = [
    ['origin', 'LIS'],
    ['destination', 'JFK'],
    ['departure_date', inDays(9)],
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(name, value), { maxLength: 6 }),
      fc.boolean(),
      async (pairs, whole) => {
        const query = new URLSearchParams(pairs)
        if (whole) for (const [field, text] of sound) query.set(field, text)
        for (const path of ['/v1/price-insights', '/v1/markets/LIS-JFK/features']) {
          const response = await get(`${path}?${query}`)
          expect([200, 400]).toContain(response.status)
          await response.text()
        }
      }
    ),
    { numRuns: 150 }
  )
})

test('never returns 500 for any raw query string or market path', async () => {
  await fc.assert(
    fc.asyncProperty(fc.webQueryParameters(), fc.webSegment(), async (query, segment) => {
      for (const path of ['/v1/price-insights', `/v1/markets/${segment}/features`]) {
        const response = await get(`${path}?${query}`)
        expect(response.status).toBeLessThan(500)
        await response.text()
      }
    }),
    { numRuns: 100 }
  )
})
