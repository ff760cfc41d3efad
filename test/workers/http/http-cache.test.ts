import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { DAY_MS, utcDay } from '../../../models/airline/calendar'
import { marketOf } from '../../../models/airline/market'
import type { SearchEvent } from '../../../pipelines/events/event'
import { packBatch } from '../../../pipelines/market/market-batch'
import { staleAnswers } from '../../../workers/http/answer-tags'
import { marketObjectName } from '../../../workers/storage/market-name'
import { addKeys, ask, NOW } from '../../build/sandbox'
import { TEST } from '../../build/scopes'
import { createFakeLog } from '../../fakes/log'

const AT = Date.parse(NOW)
const DAY = utcDay(AT + 20 * DAY_MS)
const PATHS = [
  `/v1/price-insights?origin=KRK&destination=BGY&departure_date=${DAY}`,
  `/v1/price-calendar?origin=KRK&destination=BGY&from=${DAY}&to=${utcDay(AT + 30 * DAY_MS)}`,
]
let batches = 0

beforeAll(async () => {
  await addKeys()
  await count()
})

async function count() {
  batches += 1
  const market = marketOf('KRK', 'BGY')
  const search: SearchEvent = {
    type: 'search',
    id: `s${batches}`,
    at: AT - 1_000,
    receivedAt: AT,
    market,
    departureDate: DAY,
    cabin: 'economy',
    passengers: 1,
    currency: 'EUR',
    shopper: {},
    offers: [{ airline: 'FR', stops: 0, amountMinor: 20_00 + batches }],
  }
  const object = env.MARKETS.getByName(marketObjectName(market, TEST))
  await object.apply(packBatch(search.id, [search]), AT + batches)
}

test.each(PATHS)('a fresh answer is not sent twice: %s', async (path) => {
  const first = await ask(path)
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^W\/"[0-9a-f]{16}"$/)
  expect(first.headers.get('cache-control')).toContain('stale-while-revalidate=')
  expect(first.headers.get('vary')).toBe('Authorization, Fareline-Now')
  expect(first.headers.get('cache-tag')).toBe('sandbox-test-KRK-BGY')

  const again = await ask(path, { headers: { 'if-none-match': `"other", ${etag}` } })
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
  expect(again.headers.get('etag')).toBe(etag)

  const tomorrow = new Date(AT + DAY_MS).toISOString()
  const headers = { 'if-none-match': etag, 'fareline-now': tomorrow }
  expect((await ask(path, { headers })).status).toBe(200)
  expect((await ask(`${path}&currency=USD`, { headers: { 'if-none-match': etag } })).status).toBe(
    200
  )
})

test('an answer ends when its market moves', async () => {
  const [path = ''] = PATHS
  const etag = (await ask(path)).headers.get('etag') ?? ''
  await count()
  // The isolate's own copy of the snapshot is fresh for half a second.
  await expect
    .poll(async () => (await ask(path, { headers: { 'if-none-match': etag } })).status)
    .toBe(200)
})

test('a cache before the Worker is purged for changed markets, and may fail', async () => {
  const tags: unknown[] = []
  const work: Promise<unknown>[] = []
  const defer = (each: Promise<unknown>) => work.push(each)
  const cache = {
    invalidate: async (options: { tags?: string[] }) => {
      tags.push(options.tags)
      throw new Error('no cache here')
    },
  }
  const { log, lines } = createFakeLog()
  staleAnswers({ cache, defer, log }, ['sandbox/test/KRK-BGY', 'sandbox/live/LIS-JFK'])
  await Promise.all(work)
  expect(lines).toMatchObject([{ level: 'error', error: { message: 'no cache here' } }])
  expect(tags).toEqual([['sandbox-test-KRK-BGY', 'sandbox-live-LIS-JFK']])
  staleAnswers({ cache, defer, log }, [])
  staleAnswers({ cache: undefined, defer, log }, ['sandbox/test/KRK-BGY'])
  expect(tags).toHaveLength(1)
})
