/** No account reaches another: not by the ids of events and users, nor by a clock of its own. */

import { createMessageBatch } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { PERMISSIONS } from '../../../pipelines/events/permission'
import { bodyText } from '../../../pipelines/intake/body/body-text'
import { consumeQueue } from '../../../workers/ingest/consume-queue'
import { recordsReader } from '../../../workers/ingest/read-submission'
import { receive } from '../../../workers/ingest/receive'
import { JOBS } from '../../../workers/jobs/schedule'
import { listAll } from '../../../workers/lake/walk'
import { recordLetter } from '../../../workers/storage/letter-rows'
import { marketObjectName } from '../../../workers/storage/market-name'
import { addReceipt } from '../../../workers/storage/receipt-rows'
import { searchOf } from '../../build/curated-events'
import { ALL_SCOPES, putKeys } from '../../build/keys'
import { putRaw, services } from '../../build/lake'
import { aReceipt } from '../../build/receipts'
import { ask, NOW } from '../../build/sandbox'
import { LIVE, TEST } from '../../build/scopes'

const OTHER = { account: 'other', mode: 'test' } as const
const A = 'sk_test_isolated_a'
const B = 'sk_test_isolated_b'

beforeAll(() =>
  putKeys([
    { id: 'ia', key: A, scopes: ALL_SCOPES },
    { id: 'ib', key: B, scopes: ALL_SCOPES, account: 'other' },
  ])
)

const search = (id: string, price: number) => ({
  search_id: id,
  timestamp: NOW,
  origin_airport: 'LIS',
  destination_airport: 'OPO',
  departure_date: '2026-12-20',
  currency: 'EUR',
  user_id: 'me@example.com',
  price_offers: [{ airline: 'TP', price, stops: 0 }],
})

/** Accepted and counted, as the queue does it. */
async function count(keyId: string, scope: typeof TEST, events: readonly object[]) {
  const messages: string[] = []
  const queue = {
    sendBatch: async (batch: { body: string }[]) => {
      messages.push(...batch.map(({ body }) => body))
    },
  }
  const mine = { ...services, now: Date.parse(NOW), events: queue as unknown as Queue }
  const text = JSON.stringify(events)
  const content = { bytes: new TextEncoder().encode(text), text: bodyText(text) }
  const form = { format: 'any', source: 'native', feedMap: undefined } as const
  const received = await receive(
    {
      readAt: recordsReader(content, form),
      document: undefined,
      principal: { keyId, scope, permissions: new Set(PERMISSIONS) },
      sender: {},
      idempotency: undefined,
    },
    mine
  )
  const batch = createMessageBatch(
    'fareline-events',
    messages.map((body, index) => ({ id: String(index), timestamp: new Date(), body, attempts: 1 }))
  )
  await consumeQueue(batch, mine)
  return received
}

const snapshot = (scope: typeof TEST) =>
  env.MARKETS.getByName(marketObjectName('LIS-OPO', scope)).snapshot(Date.parse(NOW))

test("events of B are accepted with the ids that A used, and B's 2,000 move no market of A", async () => {
  expect(await count('ia', TEST, [search('s-1', 100)])).toMatchObject({
    receipt: { accepted: 1, duplicates: 0 },
  })
  const before = await snapshot(TEST)
  expect(before?.searches.last['24h']).toBe(1)
  const many = Array.from({ length: 2_000 }, (_, index) => search(`s-${index + 1}`, 900))
  expect(await count('ib', OTHER, many)).toMatchObject({
    receipt: { accepted: 2_000, duplicates: 0 },
  })
  expect(await snapshot(TEST)).toEqual(before)
  expect((await snapshot(OTHER))?.searches.last['24h']).toBe(2_000)
  await count('ia', TEST, [search('s-1', 100)])
  expect((await snapshot(TEST))?.searches.last['24h']).toBe(1)
})

const TABLES = ['receipts', 'dead_letters', 'decisions', 'exchange_rates', 'erasures'] as const

async function ownedBy(scope: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of TABLES) {
    const query = `SELECT count(*) AS n FROM ${table} WHERE scope = ?`
    const row = await env.DB.prepare(query).bind(scope).first()
    counts[table] = z.object({ n: z.number() }).parse(row).n
  }
  const objects = (await listAll(env.LAKE, `${scope}/`)).filter(
    ({ key }) => !key.includes('/curated/')
  )
  return { ...counts, objects: objects.length }
}

test('every job that a test key runs at 2099 deletes nothing of another account, nor of its live data', async () => {
  for (const scope of [TEST, LIVE, OTHER, { account: 'other', mode: 'live' } as const]) {
    const name = `${scope.account}-${scope.mode}`
    await putRaw(name, [searchOf({ id: name })], { scope })
    await addReceipt(
      services.db,
      aReceipt({
        id: `rcp_${name}`,
        scope,
        createdAt: services.now,
        accepted: 0,
        duplicates: 1,
        messages: 0,
      })
    )
    await recordLetter(services.db, {
      id: `letter_${name}`,
      scope,
      kind: 'message',
      cause: 'unreadable',
      reason: 'a test',
      receiptId: null,
      events: 1,
      source: null,
      diedAt: services.now,
      body: 'content',
    })
  }
  const others = ['sandbox/test', 'sandbox/live', 'other/live']
  const before = await Promise.all(others.map(ownedBy))
  const own = await ownedBy('other/test')
  for (const job of JOBS.keys()) {
    const response = await ask(`/v1/jobs/${job}:run`, {
      method: 'POST',
      key: B,
      headers: { 'fareline-now': '2099-01-01T00:00:00Z' },
    })
    await response.arrayBuffer()
    expect(response.status, job).toBe(200)
  }
  expect(await Promise.all(others.map(ownedBy))).toEqual(before)
  const left = await ownedBy('other/test')
  expect(left.receipts).toBeLessThan(own.receipts ?? 0)
  expect(left.objects).toBeLessThan(own.objects ?? 0)
})

test('a key shows when it was last used, within a minute', async () => {
  await putKeys([{ id: 'used', key: 'sk_test_used', scopes: ALL_SCOPES }])
  await (await ask('/v1/accuracy', { key: 'sk_test_used' })).arrayBuffer()
  const List = z.object({
    data: z.array(z.object({ id: z.string(), last_used_at: z.string().nullable() })),
  })
  const lastUse = async () => {
    const { data } = List.parse(await (await ask('/v1/api-keys', { key: A })).json())
    return data.find(({ id }) => id === 'used')?.last_used_at
  }
  // It is written after the answer.
  await expect.poll(lastUse).toEqual(expect.any(String))
  expect(Math.abs(Date.parse((await lastUse()) ?? '') - Date.now())).toBeLessThan(60_000)
})

test('keys go by the wall clock, whatever clock the request has', async () => {
  const headers = { 'fareline-now': '2099-01-01T00:00:00Z', 'content-type': 'application/json' }
  const create = { method: 'POST', key: A, headers, body: '{"scopes":["insights:read"]}' }
  const Created = z.object({ data: z.object({ id: z.string(), created_at: z.string() }) })
  const { data } = Created.parse(await (await ask('/v1/api-keys', create)).json())
  expect(Math.abs(Date.parse(data.created_at) - Date.now())).toBeLessThan(60_000)
  const rotate = { method: 'POST', key: A, headers, body: '{"overlap_seconds":60}' }
  expect((await ask(`/v1/api-keys/${data.id}:rotate`, rotate)).status).toBe(201)
  const row = await env.DB.prepare('SELECT expires_at FROM api_keys WHERE id = ?')
    .bind(data.id)
    .first()
  const { expires_at } = z.object({ expires_at: z.number() }).parse(row)
  expect(Math.abs(expires_at - Date.now() - 60_000)).toBeLessThan(60_000)
})
