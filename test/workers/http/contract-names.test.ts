import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { inDays } from '../../build/observed-markets'
import { addKeys, ask } from '../../build/sandbox'

const Problem = z.looseObject({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), location: z.string(), detail: z.string() })),
})
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })

beforeAll(addKeys)

async function operations(): Promise<readonly (readonly [string, string])[]> {
  const { paths } = Document.parse(await (await ask('/openapi.json')).json())
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => /^(get|put|post|delete|patch)$/.test(method))
      .map((method) => [method.toUpperCase(), path] as const)
  )
}

/** RFC 6749 lets a token endpoint ignore parameters that it does not know. */
const TOKENS = '/v1/security/oauth2/token'

describe('every operation of the contract', () => {
  test('refuses an unknown query name and names it', async () => {
    const all = await operations()
    expect(all.length).toBeGreaterThan(25)
    for (const [method, path] of all) {
      if (path === TOKENS) continue
      const concrete = path.replace('{market}', 'LIS-JFK').replace(/\{\w+\}/g, 'any')
      const response = await ask(`${concrete}?zzqx=1`, { method })
      const text = await response.text()
      expect(response.status, `${method} ${path}: ${text}`).toBe(400)
      expect(text, `${method} ${path}`).toContain('zzqx is not a known name')
    }
  })
})

async function refusal(path: string, init: RequestInit = {}) {
  const response = await ask(path, init)
  expect(response.status).toBe(400)
  return Problem.parse(await response.json())
}

const trip = () => `origin=LIS&destination=JFK&departure_date=${inDays(30)}`

test('names the nearest known name of a query', async () => {
  const { detail, errors } = await refusal(`/v1/price-insights?${trip()}&pricee=420`)
  expect(detail).toBe('pricee is not a known name; did you mean "price"?')
  expect(errors).toEqual([
    {
      pointer: '/pricee',
      location: 'query',
      detail: 'is not a known name; did you mean "price"?',
    },
  ])
})

test('names the nearest known name of a body, and of an item without refusing the others', async () => {
  const post = (body: object) => ({
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  const { errors } = await refusal('/v1/quotes:check', post({ quote: [], look_budget: 1 }))
  expect(errors[0]).toMatchObject({ pointer: '/quote', location: 'body' })
  expect(errors[0]?.detail).toContain('did you mean "quotes"?')

  const item = { origin: 'LIS', destination: 'JFK', departure_date: inDays(30) }
  const response = await ask(
    '/v1/price-insights:batch',
    post({ items: [item, { ...item, depature_at: '2026-12-18T10:05' }] })
  )
  expect(await response.json()).toMatchObject({
    data: {
      items: [
        { result: 'answered' },
        {
          result: 'invalid',
          errors: [
            { pointer: '/items/1/depature_at', detail: expect.stringContaining('departure_at') },
          ],
        },
      ],
    },
  })
})

test('takes the words of the event, and repeats the question in links.self', async () => {
  const words = 'origin_airport=LIS&destination_airport=JFK&number_of_passengers=2'
  const path = `/v1/price-insights?${words}&departure_date=${inDays(30)}&cabin_class=Premium_Economy`
  const response = await ask(path)
  expect(response.status, await response.clone().text()).toBe(200)
  const { links } = z.object({ links: z.object({ self: z.string() }) }).parse(await response.json())
  expect(Object.fromEntries(new URL(links.self, 'https://a.test').searchParams)).toEqual({
    origin: 'LIS',
    destination: 'JFK',
    adults: '2',
    departure_date: inDays(30),
    cabin: 'Premium_Economy',
  })
  expect((await ask(links.self)).status).toBe(200)
})

test('refuses two names of one field', async () => {
  const { errors } = await refusal(`/v1/price-insights?${trip()}&cabin=first&cabin_class=economy`)
  expect(errors).toEqual([
    {
      pointer: '/cabin_class',
      location: 'query',
      detail: 'is another name of "cabin"; send one of them',
    },
  ])
})

test.each([
  ['/v1/price-insights', 'origin is required'],
  [
    '/v1/price-calendar?origin=LIS&destination=JFK&from=2026-12-01&to=2026-12-02&view=year',
    'view must be grid or week',
  ],
  ['/v1/accuracy?horizon=x', 'horizon must be'],
  ['/v1/dead-letters?limit=0', 'limit must be'],
  ['/v1/price-insights?origin=LIS&destination=JFK&departure_date=soon', 'departure_date must be'],
  ['/v1/indices?scope=LIS-JFK&method=guess', 'method must be'],
])('words the refusal of %s as a sentence', async (path, words) => {
  const { detail } = await refusal(path)
  expect(detail).toContain(words)
  expect(detail).not.toMatch(/Invalid|expected|received|Too (big|small)|Unrecognized/)
})
