import { expect, test } from 'vitest'
import { packMessages } from '../../../pipelines/events/message'
import { bury, keepBadLine, MAX_REASON, setAside } from '../../../workers/dead-letters/letters'
import { contentOf } from '../../../workers/ingest/retry-letter'
import { findLetter } from '../../../workers/storage/letter-rows'
import { addReceipt, readReceipt } from '../../../workers/storage/receipt-rows'
import { search } from '../../build/events'
import { aReceipt } from '../../build/receipts'
import { TEST } from '../../build/scopes'
import { type InWorld, inWorld } from '../in-world'

const DEATH = { cause: 'uncountable', reason: 'a market refuses it' } as const
const OPERATORS = { account: 'operators', mode: 'live' } as const

function aMessage(body: unknown, attempts = 1) {
  const calls: string[] = []
  const message = {
    id: 'q1',
    body,
    attempts,
    ack: () => calls.push('ack'),
    retry: ({ delaySeconds }: { delaySeconds: number }) => calls.push(`retry ${delaySeconds}`),
  } as unknown as Message
  return { message, calls }
}

const [BODY = ''] = packMessages({ receiptId: 'rcp_1', scope: TEST, receivedAt: 5 }, [
  search({ id: 'a' }),
])

const away = (part: 'lake' | 'database' | 'queue', { platform, simulation }: InWorld) => {
  platform.outages = [
    ...platform.outages,
    { part, from: simulation.now, until: Number.POSITIVE_INFINITY },
  ]
}

test('keeps a message under the id of the message and counts its events as dead', () =>
  inWorld(async ({ connected, simulation }) => {
    const services = connected()
    await addReceipt(services.db, aReceipt({ id: 'rcp_1' }))
    const { message, calls } = aMessage(BODY)
    await setAside(message, DEATH, services)
    // R2 takes one write a second of a key.
    await simulation.wait(2_000)
    await setAside(aMessage(BODY).message, DEATH, services)
    expect(calls).toEqual(['ack'])
    expect(await findLetter(services.db, TEST, 'rcp_1-0000')).toMatchObject({
      ...DEATH,
      deaths: 2,
      body: null,
    })
    expect(await contentOf(services, TEST, 'rcp_1-0000')).toBe(BODY)
    expect((await readReceipt(services.db, 'rcp_1', TEST))?.progress.deadLettered).toBe(1)
  }))

test.each([
  ['a text', 'gibberish', 'gibberish'],
  ['an object', { a: 1 }, '{"a":1}'],
  ['nothing', undefined, 'null'],
])('keeps %s that is no message for the operators, by its content', (_, body, text) =>
  inWorld(async ({ connected, database }) => {
    const services = connected()
    await setAside(aMessage(body).message, DEATH, services)
    const [row] = database.now<{ id: string }>('SELECT id FROM dead_letters')
    expect(row?.id).toMatch(/^msg_[\da-f]{20}$/)
    expect(await contentOf(services, OPERATORS, row?.id ?? '')).toBe(text)
  })
)

test('keeps the content in the database while the lake is away', () =>
  inWorld(async (world) => {
    away('lake', world)
    const services = world.connected()
    const { message, calls } = aMessage(BODY)
    await setAside(message, DEATH, services)
    expect(calls).toEqual(['ack'])
    expect(await findLetter(services.db, TEST, 'rcp_1-0000')).toMatchObject({ body: BODY })
  }))

test('tries again later while the database is away', () =>
  inWorld(async (world) => {
    away('database', world)
    const { message, calls } = aMessage(BODY, 3)
    await setAside(message, DEATH, world.connected())
    expect(calls).toEqual(['retry 8'])
  }))

test('sends the message anew before the platform deletes it, unless the queue is away too', () =>
  inWorld(async (world) => {
    away('database', world)
    const sent: unknown[] = []
    const events = { send: async (...args: unknown[]) => void sent.push(args) } as unknown as Queue
    const last = aMessage(BODY, 90)
    await setAside(last.message, DEATH, world.connected({ events }))
    expect(last.calls).toEqual(['ack'])
    expect(sent).toEqual([[BODY, { contentType: 'text', delaySeconds: 3_600 }]])
    const failing = { send: () => Promise.reject(new Error('full')) } as unknown as Queue
    const kept = aMessage(BODY, 90)
    await setAside(kept.message, DEATH, world.connected({ events: failing }))
    expect(kept.calls).toEqual(['retry 600'])
  }))

test('buries a whole batch as letters of a store that was away', () =>
  inWorld(async ({ connected, database }) => {
    const messages = [aMessage(BODY), aMessage('b')]
    const batch = { messages: messages.map(({ message }) => message) } as unknown as MessageBatch
    await bury(batch, connected())
    expect(messages.flatMap(({ calls }) => calls)).toEqual(['ack', 'ack'])
    const causes = database.now('SELECT DISTINCT cause FROM dead_letters')
    expect(causes).toEqual([{ cause: 'unavailable' }])
  }))

test('keeps a bad line of the lake once, however often it is found, with its reason cut', () =>
  inWorld(async ({ connected, database }) => {
    const services = connected()
    const bad = { line: '{"cut', reason: 'x'.repeat(900), key: 'raw/1.gz' }
    await keepBadLine(services, TEST, bad)
    await keepBadLine(services, TEST, bad)
    const rows = database.now<{ id: string; reason: string; deaths: number }>(
      'SELECT * FROM dead_letters'
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ deaths: 1, cause: 'unreadable' })
    expect(rows[0]?.reason).toHaveLength(MAX_REASON)
    expect(rows[0]?.reason.startsWith('raw/1.gz: x')).toBe(true)
    expect(await contentOf(services, TEST, rows[0]?.id ?? '')).toBe('{"cut')
  }))
