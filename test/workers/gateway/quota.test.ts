/** Quotas and usage as a caller sees them. */
import { exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { COSTS, itemUnits } from '../../../workers/metering/costs'
import { WINDOW_MS } from '../../../workers/metering/quota-window'
import { ALL_SCOPES, putKeys, READ_SCOPES } from '../../build/keys'

const LIMIT = 60

beforeAll(async () => {
  await putKeys([
    { id: 'small', key: 'sk_test_small', scopes: ALL_SCOPES, unitsPerMinute: LIMIT },
    { id: 'tiny', key: 'sk_test_tiny', scopes: ALL_SCOPES, unitsPerMinute: LIMIT },
    { id: 'counted', key: 'sk_test_counted', scopes: READ_SCOPES },
  ])
  const left = WINDOW_MS - (Date.now() % WINDOW_MS)
  if (left < 15_000) await scheduler.wait(left + 10)
}, 30_000)

function send(key: string, path: string, body?: unknown) {
  return exports.default.fetch(`https://fareline.test${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

const trips = (count: number) => ({
  items: Array.from({ length: count }, () => ({
    origin: 'LIS',
    destination: 'JFK',
    departure_date: '2027-01-20',
  })),
})

function remainingOf(response: Response): number {
  return Number(/;r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1])
}

test('a batch takes a unit for each item, and the fields state what is left', async () => {
  const first = await send('sk_test_small', '/v1/accuracy')
  expect(first.headers.get('ratelimit-policy')).toBe(`"minute";q=${LIMIT};w=60`)
  expect(first.headers.get('ratelimit')).toMatch(/^"minute";r=59;t=\d+$/)
  const batch = await send('sk_test_small', '/v1/price-insights:batch', trips(30))
  expect(batch.status).toBe(200)
  expect(remainingOf(batch)).toBe(29)

  const tooMuch = await send('sk_test_small', '/v1/price-insights:batch', trips(30))
  expect(tooMuch.status).toBe(429)
  expect(await tooMuch.json()).toMatchObject({ code: 'rate-limited' })
  expect(Number(tooMuch.headers.get('retry-after'))).toBeGreaterThan(0)
  // The request itself was admitted and took its unit, its items were not.
  expect(remainingOf(await send('sk_test_small', '/v1/accuracy'))).toBe(27)
})

test('a request larger than the quota is refused with what to do', async () => {
  const response = await send('sk_test_tiny', '/v1/price-insights:batch', trips(LIMIT + 2))
  expect(response.status).toBe(429)
  const { detail } = z.object({ detail: z.string() }).parse(await response.json())
  expect(detail).toBe(
    `This request takes ${LIMIT + 1} units and the key has ${LIMIT} a minute; send fewer items at once.`
  )
})

test('a spent quota refuses every request of the key and none of another', async () => {
  const statuses = await Promise.all(
    Array.from({ length: LIMIT + 10 }, () => send('sk_test_tiny', '/v1/accuracy'))
  )
  expect(statuses.filter(({ status }) => status === 200).length).toBeLessThan(LIMIT)
  expect(statuses.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(11)
  expect((await send('sk_test_counted', '/v1/accuracy')).status).toBe(200)
})

test('usage counts requests, items and units of a key by operation', async () => {
  await send('sk_test_counted', '/v1/price-predictions', trips(3))
  await send('sk_test_counted', '/v1/price-predictions', trips(4))
  const response = await send('sk_test_counted', '/v1/usage')
  expect(response.status).toBe(200)
  const { data } = z
    .object({ data: z.looseObject({ entries: z.array(z.looseObject({})) }) })
    .parse(await response.json())
  expect(data.entries).toContainEqual({
    day: new Date().toISOString().slice(0, 10),
    key_id: 'counted',
    operation: 'POST /v1/price-predictions',
    requests: 2,
    items: 7,
    unit: 'itinerary',
    units: 7,
    estimated_cost_usd: 0.000000828,
  })
  expect(new Set(data.entries.map(({ key_id }) => key_id))).toEqual(new Set(['counted']))
})

test('a key with keys:admin sees the usage of every key of its account and mode', async () => {
  await scheduler.wait(1_500)
  const { data } = z
    .object({ data: z.looseObject({ entries: z.array(z.looseObject({})) }) })
    .parse(await (await send('sk_test_small', '/v1/usage')).json())
  const keys = new Set(data.entries.map(({ key_id }) => key_id))
  expect(keys).toEqual(new Set(['small', 'tiny', 'counted']))
})

test('every operation in the table of costs is in the contract, which shows the table', async () => {
  const contract = z
    .object({
      info: z.object({ description: z.string() }),
      paths: z.record(z.string(), z.record(z.string(), z.unknown())),
    })
    .parse(await (await exports.default.fetch('https://fareline.test/openapi.json')).json())
  for (const operation of Object.keys(COSTS)) {
    const [method = '', path = ''] = operation.split(' ')
    expect(Object.keys(contract.paths[path] ?? {}), operation).toContain(method.toLowerCase())
    expect(contract.info.description).toContain(operation)
  }
})

test('items beyond those that the request pays for take units', () => {
  const records = { item: 'record', itemsPerUnit: 10, request: 1 }
  expect([0, 1, 10, 11, 25].map((items) => itemUnits(records, items))).toEqual([0, 0, 0, 1, 2])
})
