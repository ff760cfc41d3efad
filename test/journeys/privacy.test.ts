import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { permissionsIn } from '../../pipelines/events/permission'
import { receive } from '../../workers/ingest/receive'
import { connect } from '../../workers/services'
import { booking, search } from '../build/native-events'
import { addKeys, ask, NOW, post } from '../build/sandbox'
import { TEST } from '../build/scopes'

beforeAll(addKeys)

/** Words that occur only in the raw address, user agent and user id. */
const RAW = /203\.0\.113\.77|Mozilla|AppleWebKit|KHTML|traveller|example\.com/

test('stores no address, user agent or user id', async () => {
  const records = [
    search({ search_id: 'p1' }),
    booking({ booking_id: 'p2' }),
    search({ price_offers: 1 }),
  ]
  expect(JSON.stringify(records)).toMatch(RAW)
  const messages: string[] = []
  const events = new Proxy(env.EVENTS, {
    get: () => async (batch: Iterable<MessageSendRequest<string>>) => {
      for (const { body } of batch) messages.push(body)
    },
  })
  const services = { ...connect(env, { now: Date.parse(NOW), defer: () => {} }), events }
  const entries = records.map((record, index) => ({ line: index + 1, record }))
  const principal = { keyId: 't', scope: TEST, permissions: permissionsIn('') }
  const readAt = async () => ({ entries, source: 'native' })
  await receive({ readAt, principal, sender: { ip: '203.0.113.77', country: 'PT' } }, services)
  expect(messages).toHaveLength(1)
  expect(messages.join()).not.toMatch(RAW)

  const response = await post(records)
  expect(JSON.stringify(await response.clone().json())).not.toMatch(RAW)
  const { data } = await response.json<{ data: { receipt_id: string } }>()
  await vi.waitFor(
    async () => {
      const receipt = await (await ask(`/v1/events/receipts/${data.receipt_id}`)).text()
      expect(receipt).toContain('"counted":2')
    },
    { timeout: 10_000, interval: 100 }
  )

  const lake = await lakeTexts()
  expect(lake.join()).toContain('"p1"')
  expect(lake.join()).not.toMatch(RAW)
  expect(await databaseText()).toContain(data.receipt_id)
  expect(await databaseText()).not.toMatch(RAW)
  expect(await objectText('sandbox/test/LIS-JFK')).not.toMatch(RAW)
}, 15_000)

async function lakeTexts(): Promise<string[]> {
  const { objects } = await env.LAKE.list()
  return Promise.all(
    objects.map(async ({ key, customMetadata }) => {
      const object = await env.LAKE.get(key)
      const stream = key.endsWith('.gz')
        ? object?.body.pipeThrough(new DecompressionStream('gzip'))
        : object?.body
      return key + JSON.stringify(customMetadata) + (await new Response(stream).text())
    })
  )
}

async function databaseText(): Promise<string> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'"
  ).all<{ name: string }>()
  const tables = await Promise.all(
    results.map(({ name }) => env.DB.prepare(`SELECT * FROM "${name}"`).all())
  )
  return JSON.stringify(tables.map((table) => table.results))
}

function objectText(name: string): Promise<string> {
  const object = env.MARKETS.getByName(name)
  return runInDurableObject(object, (_, state) => {
    const stored = [...state.storage.kv.list()]
    expect(stored.length).toBeGreaterThan(0)
    return JSON.stringify(stored, (_key, value) => (value instanceof Map ? [...value] : value))
  })
}
