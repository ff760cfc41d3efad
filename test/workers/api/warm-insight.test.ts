/**
 * One isolate answers the same request twice: from its kept text, and through the router. Clock, ids and
 * chance stand still, so that the two answers must be the same bytes.
 */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { app } from '../../../workers/api/app'
import { answerWarm } from '../../../workers/api/warm-insight'
import { connect } from '../../../workers/services'
import { isolateWith } from '../../build/isolates'
import { ALL_SCOPES, putKeys } from '../../build/keys'
import { inDays, observe } from '../../build/observed-markets'
import { addKeys, NOW } from '../../build/sandbox'

const AT = Date.parse(NOW)
const isolate = isolateWith('0')
const OTHER = { account: 'warm-other', mode: 'test' } as const
let batches = 0

beforeAll(async () => {
  await addKeys()
  await env.DB.prepare('INSERT OR IGNORE INTO accounts (id, created_at) VALUES (?, 0)')
    .bind(OTHER.account)
    .run()
  await putKeys([
    { id: 'warm-other', key: 'sk_test_warm_other', scopes: ALL_SCOPES, account: OTHER.account },
    { id: 'warm-jobs', key: 'sk_test_warm_jobs', scopes: 'jobs:run' },
    { id: 'warm-gone', key: 'sk_test_warm_gone', scopes: ALL_SCOPES },
  ])
  await observe('LIS-RIX', 90_00)
  await observe('LIS-RIX', 190_00, { stayNights: 7 })
  await observe('LIS-RIX', 70_00, {}, OTHER)
  await observe('RIX-LIS', 80_00)
  vi.useFakeTimers({ toFake: ['Date'], now: AT + 1_000 })
})
beforeEach(() => vi.setSystemTime(AT + 1_000))
afterAll(() => vi.useRealTimers())

type Sent = { readonly path: string; readonly headers?: Readonly<Record<string, string>> }

function requestOf({ path, headers = {} }: Sent): Request {
  return new Request(`https://fareline.test${path}`, {
    headers: {
      authorization: 'Bearer sk_test_all',
      'fareline-now': new Date(Date.now()).toISOString(),
      'x-request-id': 'req-1',
      ...headers,
    },
  })
}

async function routed(sent: Sent): Promise<Response> {
  return app.fetch(requestOf(sent), isolate, createExecutionContext())
}

const warm = (sent: Sent, at = isolate) => answerWarm(requestOf(sent), at, createExecutionContext())

/**
 * Everything a caller gets. The parts of the time differ by nature, ids by chance, and the quota by the
 * units taken before.
 */
async function seen(response: Response) {
  const { 'server-timing': _, ratelimit, ...rest } = Object.fromEntries(response.headers)
  const headers = withoutChance(JSON.stringify(rest))
  const body = withoutChance(await response.text())
  return { status: response.status, body, headers, ratelimit: ratelimit?.replace(/r=\d+/, 'r=') }
}

function withoutChance(text: string): string {
  return text
    .replace(/dec_[0-9a-f]{32}/, 'dec')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, 'id')
}

/** The answer from the kept text where there is one, compared with the routed one; whether there was. */
async function compare(sent: Sent): Promise<boolean> {
  const first = await routed(sent)
  const kept = warm(sent)
  if (!kept) return false
  const again = await routed(sent)
  expect(await seen(kept)).toEqual(await seen(again))
  expect(first.status).toBe(200)
  return true
}

const path = (query: string) => `/v1/price-insights?origin=LIS&destination=RIX&${query}`
const PLAIN = path(`departure_date=${inDays(15)}&price=99&currency=EUR`)

const pair = (name: string, ...values: readonly string[]) =>
  fc.constantFrom(...values).map((value) => [name, value] as const)

/** Questions with every parameter, some of them wrong. */
const question = fc
  .tuple(
    fc.constantFrom('LIS', 'LIS', 'LIS', 'LIS', 'RIX', 'XXX'),
    fc.constantFrom('RIX', 'RIX', 'RIX', 'RIX', 'LIS', 'BGY'),
    fc.constantFrom(...[12, 12, 15, 15, 18, 29, 60, 5, -1].map(inDays), 'soon'),
    fc.uniqueArray(
      fc.oneof(
        pair('price', '99', '99.00', '120.5', '5000', '0', '%31', 'x'),
        pair('price', '75', '104.3', '300'),
        pair('currency', 'EUR', 'EUR', 'USD', 'XXX'),
        pair('return_date', inDays(22), inDays(19), inDays(2)),
        pair('min_saving', '10', '0'),
        pair('risk', 'low', 'high', 'none'),
        pair('deadline', inDays(8), inDays(99)),
        pair('explain', 'true', 'false'),
        pair('basis', 'fare', 'all_in'),
        pair('airline', 'BT', 'TP'),
        pair('stops', '0', '2', '9'),
        pair('bags_included', '1', '0'),
        pair('view', 'google', 'other'),
        pair('engine', 'forest', 'none'),
        pair('cabin_class', 'economy', 'Y'),
        pair('nonsense', '1')
      ),
      { maxLength: 3, selector: ([name]) => name }
    )
  )
  .chain(([origin, destination, departure, more]) => {
    const trip = { origin, destination, departure_date: departure }
    const pairs = [...Object.entries(trip), ...more]
    return fc.shuffledSubarray(pairs, { minLength: pairs.length })
  })
  .map((pairs) => `/v1/price-insights?${pairs.map((each) => each.join('=')).join('&')}`)

/** Callers of each kind, and headers that have forms of their own. */
const keys = ['all', 'all', 'other', 'warm_other', 'warm_jobs', 'unknown']
const headers = fc
  .uniqueArray(
    fc.oneof(
      pair('authorization', ...keys.map((key) => `Bearer sk_test_${key}`)),
      pair('authorization', 'bearer sk_test_all', 'Basic x', 'Bearer sk_live_all'),
      pair('if-none-match', 'W/"0000000000000000"', '*'),
      pair('x-request-id', 'r-2', 'not an id', '"quoted"'),
      pair('fareline-now', 'never', '2026-11-20T12:01:30Z', '2026-11-20T12:20:00Z'),
      pair('origin', 'https://shop.example')
    ),
    { maxLength: 2, selector: ([name]) => name }
  )
  .map((pairs): Readonly<Record<string, string>> => Object.fromEntries(pairs))

test('generated questions get the same bytes from their text as through the router', async () => {
  let answered = 0
  await fc.assert(
    fc.asyncProperty(question, headers, async (at, more) => {
      if (await compare({ path: at, headers: more })) answered += 1
    }),
    {
      numRuns: 500,
      examples: [
        [PLAIN, {}],
        [`${PLAIN}&view=google`, {}],
      ],
    }
  )
  expect(answered).toBeGreaterThan(20)
})

test('questions that differ in their price share one text, each with its own level', async () => {
  await routed({ path: PLAIN })
  const levels = new Set<unknown>()
  for (const price of ['20', '95.5', '101', '4000']) {
    const sent = { path: PLAIN.replace('price=99', `price=${price}`) }
    const kept = warm(sent)
    expect(kept).toBeDefined()
    if (!kept) continue
    const bytes = await seen(kept)
    expect(bytes).toEqual(await seen(await routed(sent)))
    levels.add(JSON.parse(bytes.body).data.price_level)
  }
  expect(levels.size).toBeGreaterThan(1)
})

test('a text ends when its market moves', async () => {
  await routed({ path: PLAIN })
  expect(warm({ path: PLAIN })).toBeDefined()
  batches += 1
  await observe('LIS-RIX', 40_00 + batches, { id: `moved ${batches}` })
  vi.setSystemTime(AT + 3_000)
  expect(warm({ path: PLAIN })).toBeUndefined()
  expect(await compare({ path: PLAIN })).toBe(true)
})

test('a text ends with its quarter of an hour, and is not used before its answer', async () => {
  await routed({ path: PLAIN })
  const at = (clock: string) => warm({ path: PLAIN, headers: { 'fareline-now': clock } })
  expect(at('2026-11-20T12:01:01.400Z')).toBeDefined()
  expect(at('2026-11-20T12:01:00.900Z')).toBeUndefined()
  expect(at('2026-11-20T12:15:00Z')).toBeUndefined()
})

test('an account never gets the text of another', async () => {
  await routed({ path: PLAIN })
  const sent = { path: PLAIN, headers: { authorization: 'Bearer sk_test_warm_other' } }
  expect(warm(sent)).toBeUndefined()
  await routed(sent)
  const own = await seen(await routed(sent))
  expect(own.body).not.toBe((await seen(await routed({ path: PLAIN }))).body)
  const kept = warm(sent)
  expect(kept && (await seen(kept))).toEqual(own)
})

test('a revoked key gets no text once it is forgotten, nor does one without the permission', async () => {
  const sent = { path: PLAIN, headers: { authorization: 'Bearer sk_test_warm_gone' } }
  expect(await compare(sent)).toBe(true)
  await env.DB.prepare("UPDATE api_keys SET revoked_at = 1 WHERE id = 'warm-gone'").run()
  vi.setSystemTime(AT + 12_000)
  expect(warm(sent)).toBeUndefined()
  expect((await routed(sent)).status).toBe(401)
  expect(warm(sent)).toBeUndefined()
  expect(
    await compare({ path: PLAIN, headers: { authorization: 'Bearer sk_test_warm_jobs' } })
  ).toBe(false)
})

test('each answer takes its unit of the quota, and none is given beyond it', async () => {
  await putKeys([
    { id: 'warm-few', key: 'sk_test_warm_few', scopes: ALL_SCOPES, unitsPerMinute: 5 },
  ])
  const sent = { path: PLAIN, headers: { authorization: 'Bearer sk_test_warm_few' } }
  const statuses = []
  for (let at = 0; at < 8; at += 1) {
    statuses.push((warm(sent) ?? (await routed(sent))).status)
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(5)
  expect(statuses.slice(5)).toEqual([429, 429, 429])
})

test('a sampled decision is computed under the id that was drawn for it', async () => {
  const sampled = isolateWith('1')
  const ask = async (request: Request) => {
    const context = createExecutionContext()
    const kept = answerWarm(request, sampled, context)
    const response = kept ?? (await app.fetch(request, sampled, context))
    await waitOnExecutionContext(context)
    return response
  }
  // The first answers come before the models were looked for.
  for (let at = 0; at < 3; at += 1) await ask(requestOf({ path: PLAIN }))
  const request = requestOf({ path: PLAIN })
  const response = await ask(request)
  const draft = connect(sampled, { defer: () => {} }).isolate.drawn.get(request)
  expect(draft?.isRecorded).toBe(true)
  expect(await response.text()).toContain(`"decision_id":"${draft?.id}"`)
})
