import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Event } from '../../../pipelines/events/event'
import { eventOf } from '../../../pipelines/events/event-line'
import { packMessages } from '../../../pipelines/events/message'
import { receiptState } from '../../../pipelines/intake/receipt'
import { UNREADABLE } from '../../../workers/dead-letters/letters'
import { consume } from '../../../workers/ingest/consumer'
import { listLetters } from '../../../workers/storage/letter-rows'
import { addReceipt, type Receipt, readReceipt } from '../../../workers/storage/receipt-rows'
import { aReceipt } from '../../build/receipts'
import { TEST } from '../../build/scopes'
import { Broker } from '../../fakes/delivered-batches'
import { breaking, type Fault, type Step } from '../../fakes/faults'

const RECEIVED_AT = Date.parse('2026-11-20T12:00:00Z')
const HEALTHY = () => breaking([])

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

let runs = 0

/** Receipts of two messages each, over two markets that no other run uses. */
async function arrange(receipts = 3) {
  runs += 1
  const run = String(runs)
    .padStart(3, '0')
    .replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '')
  const markets = [`${run}-XXA`, `${run}-XXB`] as const
  const sent: { id: string; events: Event[]; messages: string[] }[] = []
  for (let n = 0; n < receipts; n += 1) {
    const id = `rcp_${run}_${n}`
    const events = Array.from({ length: 8 }, (_, k) =>
      searchOf(`${id}-${k}`, markets[k % 2] ?? markets[0])
    )
    const messages = packMessages({ receiptId: id, scope: TEST, receivedAt: RECEIVED_AT }, events)
    expect(messages.length).toBe(2)
    await addReceipt(HEALTHY().db, receiptOf(id, events.length, messages.length))
    sent.push({ id, events, messages })
  }
  return { markets, sent, broker: new Broker(sent.flatMap(({ messages }) => messages)) }
}

type Arranged = Awaited<ReturnType<typeof arrange>>

async function expectExactlyOnce({ markets, sent, broker }: Arranged) {
  expect(broker.size).toBe(0)
  const raw = await takeRawIds()
  for (const { id, events } of sent) {
    for (const event of events) expect([event.id, raw.get(event.id)]).toEqual([event.id, 1])
    const found = await readReceipt(HEALTHY().db, id, TEST)
    expect(found?.progress).toEqual({ stored: 8, counted: 8, repeated: 0, deadLettered: 0 })
  }
  for (const market of markets) {
    const snapshot = await env.MARKETS.getByName(`sandbox/test/${market}`).snapshot(RECEIVED_AT)
    expect(snapshot?.searches.last['24h']).toBe(sent.length * 4)
  }
}

test('a batch becomes one raw object by arrival hour, and is counted', async () => {
  const arranged = await arrange()
  await arranged.broker.deliver(arranged.broker.all(), (batch) => consume(batch, HEALTHY()))
  const { objects } = await env.LAKE.list({
    prefix: 'sandbox/test/raw/year=2026/month=11/day=20/hour=12/',
  })
  expect(objects).toHaveLength(1)
  await expectExactlyOnce(arranged)
})

const STEPS: Step[] = ['claim', 'put', 'apply', 'progress']
const PLANS = STEPS.flatMap((step) => [
  { step, when: 'before' as const },
  { step, when: 'after' as const },
])

test.each(PLANS)('the queue retries what breaks once $when $step', async ({ step, when }) => {
  const arranged = await arrange()
  const services = breaking([{ step, when, times: 1 }])
  for (let tries = 0; tries < 3 && arranged.broker.size > 0; tries += 1) {
    await arranged.broker.deliver(arranged.broker.all(), (batch) => consume(batch, services))
  }
  await expectExactlyOnce(arranged)
})

test.each(PLANS)('another composition finishes what broke $when $step', async ({ step, when }) => {
  const arranged = await arrange()
  const broken = breaking([{ step, when, times: 1 }])
  await arranged.broker.deliver([0, 1, 2, 3], (batch) => consume(batch, broken))
  while (arranged.broker.size > 0) {
    await arranged.broker.deliver([0, 2, 4], (batch) => consume(batch, HEALTHY()))
  }
  await expectExactlyOnce(arranged)
})

test('a lost acknowledgement changes nothing', async () => {
  const arranged = await arrange()
  const { broker } = arranged
  await broker.deliver([0, 1, 2], (batch) => consume(batch, HEALTHY()), { loseAcks: true })
  await broker.deliver([1, 2, 3, 4], (batch) => consume(batch, HEALTHY()), { loseAcks: true })
  await broker.deliver(broker.all(), (batch) => consume(batch, HEALTHY()))
  await expectExactlyOnce(arranged)
})

test('an object whose write was not acknowledged is never overwritten with fewer messages', async () => {
  const arranged = await arrange()
  const { broker } = arranged
  const unheard = breaking([{ step: 'put', when: 'after', times: 1 }])
  await broker.deliver([0, 1], (batch) => consume(batch, unheard))
  await broker.deliver([0, 2], (batch) => consume(batch, HEALTHY()), { loseAcks: true })
  await broker.deliver([0, 1], (batch) => consume(batch, HEALTHY()))
  while (broker.size > 0) await broker.deliver(broker.all(), (batch) => consume(batch, HEALTHY()))
  await expectExactlyOnce(arranged)
})

test('a market that cannot be reached holds back only its messages', async () => {
  const arranged = await arrange(1)
  const [near, far] = arranged.markets
  const other = await arrange(1)
  const broker = new Broker([...arranged.sent, ...other.sent].flatMap(({ messages }) => messages))
  const broken = breaking([{ step: 'apply', when: 'before', times: 99 }], far)
  await broker.deliver(broker.all(), (batch) => consume(batch, broken))
  expect(broker.size).toBe(2)

  const found = await readReceipt(HEALTHY().db, arranged.sent[0]?.id ?? '', TEST)
  expect(found?.progress).toEqual({ stored: 8, counted: 4, repeated: 0, deadLettered: 0 })
  expect(
    receiptState(
      { accepted: 8, queued: true },
      found?.progress ?? { stored: 0, counted: 0, repeated: 0, deadLettered: 0 }
    )
  ).toBe('stored')
  const snapshot = await env.MARKETS.getByName(`sandbox/test/${near}`).snapshot(RECEIVED_AT)
  expect(snapshot?.searches.last['24h']).toBe(4)

  await broker.deliver(broker.all(), (batch) => consume(batch, HEALTHY()))
  expect(broker.size).toBe(0)
  await expectExactlyOnce({ ...arranged, broker })
})

test('the same message twice in one batch counts once', async () => {
  const arranged = await arrange(1)
  const messages = arranged.sent.flatMap((each) => each.messages)
  const broker = new Broker([...messages, ...messages])
  await broker.deliver(broker.all(), (batch) => consume(batch, HEALTHY()))
  await expectExactlyOnce({ ...arranged, broker })
})

test('two consumers that hold the same message at the same time store it once', async () => {
  const arranged = await arrange()
  const messages = arranged.sent.flatMap((each) => each.messages)
  const brokers = [new Broker(messages.slice(0, 4)), new Broker(messages.slice(2))]
  const [first, second] = brokers
  await Promise.all(
    brokers.map((broker) => broker.deliver(broker.all(), (batch) => consume(batch, HEALTHY())))
  )
  for (const broker of brokers) {
    if (broker.size > 0) await broker.deliver(broker.all(), (batch) => consume(batch, HEALTHY()))
  }
  expect([first?.size, second?.size]).toEqual([0, 0])
  await expectExactlyOnce({ ...arranged, broker: new Broker([]) })
})

test('an event sent in two requests is stored twice, counted once, and its receipt says so', async () => {
  const { sent } = await arrange(1)
  const again = `${sent[0]?.id}-again`
  const about = { receiptId: again, scope: TEST, receivedAt: RECEIVED_AT }
  const messages = packMessages(about, sent[0]?.events ?? [])
  await addReceipt(HEALTHY().db, receiptOf(again, 8, messages.length))
  const broker = new Broker([...(sent[0]?.messages ?? []), ...messages])
  await broker.deliver(broker.all(), (batch) => consume(batch, HEALTHY()))
  const found = await readReceipt(HEALTHY().db, again, TEST)
  expect(found?.progress).toEqual({ stored: 8, counted: 0, repeated: 8, deadLettered: 0 })
})

test('whatever breaks, and however batches form, each event is stored and counted once', async () => {
  const faults = fc.array(
    fc.record({
      step: fc.constantFrom<Step>('claim', 'put', 'head', 'apply', 'progress'),
      when: fc.constantFrom<Fault['when']>('before', 'after'),
      times: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 5 }
  )
  const deliveries = fc.array(
    fc.record({ places: fc.array(fc.nat(20), { minLength: 1 }), loseAcks: fc.boolean() }),
    { maxLength: 8 }
  )
  await fc.assert(
    fc.asyncProperty(faults, deliveries, async (plan, schedule) => {
      const arranged = await arrange()
      const { broker } = arranged
      const services = breaking(plan)
      for (const { places, loseAcks } of schedule) {
        if (broker.size === 0) break
        await broker.deliver(places, (batch) => consume(batch, services), { loseAcks })
      }
      for (let tries = 0; broker.size > 0 && tries < 20; tries += 1) {
        await broker.deliver(broker.all(), (batch) => consume(batch, HEALTHY()))
      }
      await expectExactlyOnce(arranged)
    }),
    { numRuns: 40 }
  )
}, 60_000)

test.each(['', 'no json', '{"schema":1}', { an: 'object' }, 7])(
  '%j is set aside, not retried',
  async (body) => {
    const broker = new Broker([body])
    await broker.deliver([0], (batch) => consume(batch, HEALTHY()))
    expect(broker.size).toBe(0)
    const letters = await listLetters(HEALTHY().db, UNREADABLE, { cause: 'unreadable' }, 10)
    expect(letters.map(({ reason }) => reason)).toContainEqual(expect.stringMatching(/^unreadable/))
  }
)

test('a message damaged after its header dies under its own id and mode', async () => {
  const { sent } = await arrange(1)
  const damaged = (sent[0]?.messages[0] ?? '').slice(0, -9)
  const broker = new Broker([damaged])
  await broker.deliver([0], (batch) => consume(batch, HEALTHY()))
  expect(await env.LAKE.head(`sandbox/test/dead-letters/${sent[0]?.id}-0000.json`)).not.toBeNull()
})

/**
 * Promise: a message cannot be read
 * Kept: it is set aside at once, alone; while the lake is away it is kept in D1
 */
test('an unreadable message is kept in the database while the lake is away', async () => {
  const broker = new Broker(['unreadable for now'])
  const broken = breaking([{ step: 'put', when: 'before', times: 1 }])
  await broker.deliver([0], (batch) => consume(batch, broken))
  expect(broker.size).toBe(0)
  const letters = await listLetters(HEALTHY().db, UNREADABLE, {}, 50)
  expect(letters.map(({ body }) => body)).toContain('unreadable for now')
})

function receiptOf(id: string, accepted: number, messages: number): Receipt {
  return aReceipt({ id, createdAt: RECEIVED_AT, sent: accepted, accepted, messages })
}

/** Heavy enough that eight make two messages. */
function searchOf(id: string, market: `${string}-${string}`): Event {
  const offer = {
    airline: 'TP',
    amountMinor: 23_448,
    fareBasis: 'X'.repeat(20),
    flightNumber: 'TP203',
  }
  return {
    type: 'search',
    id,
    at: RECEIVED_AT - 1_000,
    receivedAt: RECEIVED_AT,
    market,
    departureDate: '2026-12-20',
    cabin: 'economy',
    passengers: 1,
    currency: 'EUR',
    shopper: {},
    offers: new Array(200).fill(offer),
  }
}

/** How often each event id lies in the raw lake, which is empty afterwards. */
async function takeRawIds(): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  const keys: string[] = []
  let cursor: string | undefined
  do {
    const page = await env.LAKE.list({ prefix: 'sandbox/test/raw/', ...(cursor && { cursor }) })
    for (const { key } of page.objects) {
      const object = await env.LAKE.get(key)
      if (!object) continue
      keys.push(key)
      const text = await new Response(
        object.body.pipeThrough(new DecompressionStream('gzip'))
      ).text()
      for (const line of text.trimEnd().split('\n')) {
        const { id } = eventOf(line)
        ids.set(id, (ids.get(id) ?? 0) + 1)
      }
    }
    cursor = page.truncated ? page.cursor : undefined
  } while (cursor)
  await env.LAKE.delete(keys)
  return ids
}
