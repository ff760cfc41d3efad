import { env } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import type { Event } from '../../../pipelines/events/event'
import { packMessages } from '../../../pipelines/events/message'
import { bury } from '../../../workers/dead-letters/letters'
import { connect } from '../../../workers/services'
import { addReceipt } from '../../../workers/storage/receipt-rows'
import { aReceipt } from '../../build/receipts'
import { addKeys, ask } from '../../build/sandbox'
import { LIVE, TEST } from '../../build/scopes'
import { Broker } from '../../fakes/delivered-batches'

type List = {
  data: { id: string; reason: string; replayed_at: string | null }[]
  links: { next?: string }
}
const AT = Date.parse('2026-11-20T12:00:00Z')

beforeAll(addKeys)

async function die(receiptId: string, scope = TEST) {
  const event: Event = {
    type: 'search',
    id: `${receiptId}-s`,
    at: AT,
    receivedAt: AT,
    market: 'LIS-JFK',
    departureDate: '2026-12-20',
    cabin: 'economy',
    passengers: 1,
    currency: 'EUR',
    shopper: {},
    offers: [],
  }
  const services = connect(env, { now: AT, defer: () => {} })
  const messages = packMessages({ receiptId, scope, receivedAt: AT }, [event])
  await addReceipt(services.db, aReceipt({ id: receiptId, scope, createdAt: AT }))
  const broker = new Broker(messages)
  await broker.deliver([0], (batch) => bury(batch, services))
  expect(broker.size).toBe(0)
}

async function receipt(id: string) {
  const { data } = await (await ask(`/v1/events/receipts/${id}`)).json<{ data: object }>()
  return data
}

test('a message past its retries is listed, shows in its receipt, and counts when replayed', async () => {
  await die('rcp_dead')
  expect(await receipt('rcp_dead')).toMatchObject({ state: 'dead_lettered', dead_lettered: 1 })
  const list = await (await ask('/v1/dead-letters')).json<List>()
  expect(list.data).toMatchObject([
    { id: 'rcp_dead-0000', receipt_id: 'rcp_dead', events: 1, replayed_at: null },
  ])

  for (let times = 0; times < 2; times += 1) {
    const replayed = await ask('/v1/dead-letters/rcp_dead-0000:replay', { method: 'POST' })
    expect(replayed.status).toBe(202)
  }
  const after = await (await ask('/v1/dead-letters')).json<List>()
  expect(after.data[0]?.replayed_at).not.toBeNull()
  await vi.waitFor(
    async () =>
      expect(await receipt('rcp_dead')).toMatchObject({
        state: 'counted',
        stored: 1,
        counted: 1,
        repeated: 0,
        dead_lettered: 0,
      }),
    { timeout: 10_000, interval: 100 }
  )
}, 15_000)

test('the list goes on page by page', async () => {
  await die('rcp_page_1')
  await die('rcp_page_2')
  const first = await (await ask('/v1/dead-letters?limit=1&after=rcp_p')).json<List>()
  expect(first.data.map(({ id }) => id)).toEqual(['rcp_page_1-0000'])
  const second = await (await ask(first.links.next ?? '')).json<List>()
  expect(second.data.map(({ id }) => id)).toEqual(['rcp_page_2-0000'])
  expect((await ask('/v1/dead-letters?limit=0')).status).toBe(400)
})

test('test and live letters never meet', async () => {
  await die('rcp_live', LIVE)
  const test = await (await ask('/v1/dead-letters?limit=500')).json<List>()
  expect(test.data.some(({ id }) => id.startsWith('rcp_live'))).toBe(false)
  const path = '/v1/dead-letters/rcp_live-0000:replay'
  expect((await ask(path, { method: 'POST' })).status).toBe(404)
  expect((await ask(path, { method: 'POST', key: 'sk_live_all' })).status).toBe(202)
})

test('replaying needs the write scope, and POST', async () => {
  const path = '/v1/dead-letters/rcp_dead-0000:replay'
  expect((await ask(path, { method: 'POST', key: 'sk_test_reads' })).status).toBe(403)
  expect((await ask(path)).status).toBe(405)
})

test('letters of a cause and a time are replayed together, and count', async () => {
  await die('rcp_many_1')
  await die('rcp_many_2')
  const list = async (query: string) => {
    const { data } = await (await ask(`/v1/dead-letters?limit=500&${query}`)).json<List>()
    return data.map(({ id }) => id).filter((id) => id.startsWith('rcp_many'))
  }
  const period = `from=${new Date(AT).toISOString()}&until=${new Date(AT + 1).toISOString()}`
  expect(await list(`cause=unavailable&${period}`)).toEqual(['rcp_many_1-0000', 'rcp_many_2-0000'])
  expect(await list(`cause=unreadable&${period}`)).toEqual([])
  expect(await list(`until=${new Date(AT).toISOString()}`)).toEqual([])

  const path = `/v1/dead-letters:replay?cause=unavailable&${period}&after=rcp_many&limit=1`
  type Many = { data: { replayed: number; failed: unknown[]; more: boolean; last_id: string } }
  const first = await (await ask(path, { method: 'POST' })).json<Many>()
  expect(first.data).toMatchObject({ replayed: 1, failed: [], more: true })
  const second = await ask(path.replace('limit=1', 'limit=100'), { method: 'POST' })
  expect(second.status).toBe(202)
  for (const id of ['rcp_many_1', 'rcp_many_2']) {
    await vi.waitFor(
      async () => expect(await receipt(id)).toMatchObject({ state: 'counted', counted: 1 }),
      { timeout: 10_000, interval: 100 }
    )
  }
  expect((await ask(path, { method: 'POST', key: 'sk_test_reads' })).status).toBe(403)
  expect((await ask('/v1/dead-letters?cause=other')).status).toBe(400)
})

test('health is degraded, with depth and age, while a letter waits', async () => {
  await die('rcp_health')
  type Health = {
    status: string
    dead_letters: { depth: number; oldest_age_seconds: number | null }
  }
  const health = await ask('/health')
  expect(health.status).toBe(200)
  const before = await health.json<Health>()
  expect(before.status).toBe('degraded')
  expect(before.dead_letters.depth).toBeGreaterThan(0)
  expect(before.dead_letters.oldest_age_seconds).toBe(Math.floor((Date.now() - AT) / 1_000))
  for (const key of ['sk_test_all', 'sk_live_all']) {
    await ask('/v1/dead-letters:replay?limit=200', { method: 'POST', key })
  }
  const { dead_letters: after } = await (await ask('/health')).json<Health>()
  expect(after).toEqual({ depth: 0, oldest_age_seconds: null })
})
