/**
 * Injects failures between acceptance and features. After each, no acknowledged event is lost and none
 * is counted twice.
 */

import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { permissionsIn } from '../../pipelines/events/permission'
import { app } from '../../workers/api/app'
import { bury } from '../../workers/dead-letters/letters'
import { Unavailable } from '../../workers/http/unavailable'
import { consume } from '../../workers/ingest/consumer'
import { type Received, receive, type Submission } from '../../workers/ingest/receive'
import { contentOf } from '../../workers/ingest/retry-letter'
import { RESEND_AFTER_MS } from '../../workers/ingest/sweep-cron'
import { sweepLandings } from '../../workers/jobs/sweep-landings'
import { sweepLetters } from '../../workers/jobs/sweep-letters'
import { connect, type Services } from '../../workers/services'
import { findLetter, listLetters } from '../../workers/storage/letter-rows'
import { readReceipt } from '../../workers/storage/receipt-rows'
import { search } from '../build/native-events'
import { addKeys, NOW } from '../build/sandbox'
import { TEST } from '../build/scopes'
import { Broker } from '../fakes/delivered-batches'
import { breaking, overriding } from '../fakes/faults'

beforeAll(addKeys)
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const { objects } = await env.LAKE.list({ prefix: 'sandbox/test/landings/' })
  await env.LAKE.delete(objects.map(({ key }) => key))
})

const PRINCIPAL = { keyId: 't', scope: TEST, permissions: permissionsIn('') }
const EVENTS = 120

const AIRPORTS = ['LIS', 'OPO', 'MAD', 'CDG', 'LHR', 'FRA', 'JFK', 'GRU']

let runs = 0
/** Each journey uses its own market: one of the 56 ordered pairs of airports. */
function newMarket(): string {
  const from = runs % AIRPORTS.length
  const step = 1 + Math.floor(runs / AIRPORTS.length)
  runs += 1
  return `${AIRPORTS[from]}-${AIRPORTS[(from + step) % AIRPORTS.length]}`
}

function submissionOf(market: string, key?: string): Submission {
  const entries = Array.from({ length: EVENTS }, (_, index) => ({
    line: index + 1,
    record: search({
      search_id: `${market}-${index}`,
      origin_airport: market.slice(0, 3),
      destination_airport: market.slice(4),
      price_offers: new Array(10).fill(search().price_offers[0]),
    }),
  }))
  const idempotency = key ? { key, bodyHash: 'same' } : undefined
  return {
    readAt: async () => ({ entries, source: 'native' }),
    principal: PRINCIPAL,
    sender: {},
    idempotency,
  }
}

/** Posts events to a queue of the test, which records the sent messages. */
function door(changes: Partial<Services> = {}) {
  const sent: string[] = []
  const events = overriding(env.EVENTS, {
    sendBatch: async (batch: Iterable<MessageSendRequest<string>>) => {
      for (const { body } of batch) sent.push(body)
    },
  })
  const services = {
    ...connect(env, { now: Date.parse(NOW), defer: () => {} }),
    events,
    ...changes,
  }
  return { sent, services }
}

async function accepted(submission: Submission, services: Services): Promise<Received['receipt']> {
  const received = await receive(submission, services)
  if (typeof received === 'string' || 'code' in received) throw new Error(JSON.stringify(received))
  return received.receipt
}

const healthy = (batch: MessageBatch) => consume(batch, breaking([]))

async function drain(broker: Broker): Promise<void> {
  for (let round = 0; broker.size > 0 && round < 20; round += 1) {
    await broker.deliver(broker.all(), healthy)
  }
  expect(broker.size).toBe(0)
}

async function expectCounted(market: string, receiptId: string) {
  const found = await readReceipt(breaking([]).db, receiptId, TEST)
  expect(found?.progress).toMatchObject({ stored: EVENTS, deadLettered: 0 })
  expect((found?.progress.counted ?? 0) + (found?.progress.repeated ?? 0)).toBe(EVENTS)
  const snapshot = await env.MARKETS.getByName(`sandbox/test/${market}`).snapshot(Date.parse(NOW))
  expect(snapshot?.searches.last['24h']).toBe(EVENTS)
}

async function rawCopies(market: string): Promise<number> {
  const { objects } = await env.LAKE.list({ prefix: 'sandbox/test/raw/' })
  const texts = await Promise.all(
    objects.map(async ({ key }) => {
      const stream = (await env.LAKE.get(key))?.body.pipeThrough(new DecompressionStream('gzip'))
      return new Response(stream).text()
    })
  )
  return texts.join('').split(`"id":"${market}-0"`).length - 1
}

describe('after acceptance', () => {
  /**
   * Promise: a market object, R2 or D1 fails or loses an answer behind the door
   * Kept: the queue brings the messages again; each step may be repeated: a raw object is named by
   * a claim in D1 and never overwritten, markets know parts of batches and event ids
   */
  test.each([
    ['a market object does not answer', [{ step: 'apply', when: 'before', times: 2 }]],
    ['a market object answers too late to be heard', [{ step: 'apply', when: 'after', times: 2 }]],
    ['R2 fails once', [{ step: 'put', when: 'before', times: 1 }]],
    ['R2 stores and its answer is lost', [{ step: 'put', when: 'after', times: 2 }]],
    ['the database is down', [{ step: 'claim', when: 'before', times: 3 }]],
    ['the database is down after counting', [{ step: 'progress', when: 'before', times: 3 }]],
  ] as const)(
    'when %s, the queue brings the events again and they count once',
    async (_, faults) => {
      const market = newMarket()
      const { sent, services } = door()
      const { id } = await accepted(submissionOf(market), services)
      const broker = new Broker(sent)
      const broken = breaking(faults.map((fault) => ({ ...fault })))
      for (let attempt = 0; attempt < 3 && broker.size > 0; attempt += 1) {
        await broker.deliver(broker.all(), (batch) => consume(batch, broken))
      }
      await drain(broker)
      await expectCounted(market, id)
      expect(await rawCopies(market)).toBe(1)
    }
  )

  /**
   * Promise: R2 fails for longer than all retries (15 hours)
   * Kept: messages wait in D1 as dead letters; a sweep and `POST /v1/dead-letters:replay` count
   * them once R2 answers
   */
  test('when R2 fails always, the messages wait in the database, and count once it answers', async () => {
    const market = newMarket()
    const { sent, services } = door()
    const { id } = await accepted(submissionOf(market), services)
    const broker = new Broker(sent)
    const broken = breaking([{ step: 'put', when: 'before', times: 9_999 }])
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await broker.deliver(broker.all(), (batch) => consume(batch, broken))
    }
    expect(broker.size).toBe(sent.length)
    // The queue gives up; without R2 the messages go to the database.
    await broker.deliver(broker.all(), (batch) => bury(batch, broken))
    expect(broker.size).toBe(0)
    const dead = await readReceipt(services.db, id, TEST)
    expect(dead?.progress).toMatchObject({ counted: 0, deadLettered: EVENTS })
    const letter = `${id}-0000`
    expect(await contentOf(broken, TEST, letter)).toBe(sent[0])

    const again: string[] = []
    const events = overriding(env.EVENTS, { send: async (body: string) => again.push(body) })
    const later = broken.now + 3_600_000
    const report = await sweepLetters({ ...services, events }, later, [TEST])
    expect(report).toMatchObject({ moved: sent.length, sent_again: sent.length })
    expect(await contentOf(services, TEST, letter)).toBe(sent[0])
    await drain(new Broker(again))
    await expectCounted(market, id)
    expect(await sweepLetters({ ...services, events }, later, [TEST])).toMatchObject({
      moved: 0,
      sent_again: 0,
    })
  })

  /**
   * Promise: neither R2 nor D1 answers for longer than all retries
   * Kept: the last tries send the message anew instead of letting the platform delete it
   */
  test('when neither R2 nor the database answers, the last tries send the message anew', async () => {
    const { sent, services } = door()
    await accepted(submissionOf(newMarket()), services)
    const body = sent[0] ?? ''
    const resent: { body: string; delaySeconds?: number }[] = []
    const events = overriding(env.EVENTS, {
      send: async (again: string, options: QueueSendOptions) =>
        resent.push({ body: again, ...options }),
    })
    const down = () => Promise.reject(new Error('down'))
    const lake = overriding(env.LAKE, { put: down })
    const db = breaking([{ step: 'progress', when: 'before', times: 9_999 }]).db
    const ended: string[] = []
    const dying = (attempts: number) => ({
      queue: 'fareline-events-dead',
      messages: [
        {
          id: 'm',
          timestamp: new Date(0),
          body,
          attempts,
          ack: () => ended.push('ack'),
          retry: ({ delaySeconds = 0 } = {}) => ended.push(`retry after ${delaySeconds} s`),
        },
      ],
      metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
      ackAll: () => {},
      retryAll: () => {},
    })
    for (const attempts of [1, 60, 95]) {
      await bury(dying(attempts), { ...services, lake, db, events })
    }
    expect(ended).toEqual(['retry after 2 s', 'retry after 600 s', 'ack'])
    expect(resent).toMatchObject([{ body, delaySeconds: 3_600 }])
  })

  /**
   * Promise: a market refuses one message
   * Kept: it is set aside alone, with the reason; all others count
   */
  test('sets a message that its market refuses aside alone, with the reason', async () => {
    const [bad, good] = [newMarket(), newMarket()]
    const { sent, services } = door()
    const poisoned = await accepted(submissionOf(bad), services)
    const healthyOne = await accepted(submissionOf(good), services)
    const markets = overriding(env.MARKETS, {
      getByName: (name: string) =>
        name.endsWith(bad)
          ? {
              applyParts: () =>
                Promise.reject(
                  Object.assign(new RangeError('price is no number'), { remote: true })
                ),
            }
          : env.MARKETS.getByName(name),
    })
    const broker = new Broker(sent)
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await broker.deliver(broker.all(), (batch) => consume(batch, { ...services, markets }))
    }
    expect(broker.size).toBe(0)
    await expectCounted(good, healthyOne.id)
    const letter = await findLetter(services.db, TEST, `${poisoned.id}-0000`)
    expect(letter).toMatchObject({ cause: 'uncountable', receiptId: poisoned.id })
    expect(letter?.reason).toContain('price is no number')
  })

  /**
   * Promise: a batch comes twice, or a message to two consumers
   * Kept: it counts once; raw may have it twice only when both hold the same retried message at the
   * same instant, and readers of raw drop repeats by event id
   */
  test('when a batch comes twice, and to two consumers at once, it counts once', async () => {
    const market = newMarket()
    const { sent, services } = door()
    const { id } = await accepted(submissionOf(market), services)
    const brokers = [new Broker(sent), new Broker([...sent].reverse()), new Broker(sent)]
    await Promise.all(brokers.map((broker) => broker.deliver(broker.all(), healthy)))
    for (const broker of brokers) await drain(broker)
    await expectCounted(market, id)
  })
})

describe('at acceptance', () => {
  const down = () => {
    throw new Error('down')
  }

  /**
   * Promise: queue, lake or database at the door
   * Kept: 503 `unavailable` with `Retry-After`; nothing is acknowledged, and a repeat counts each
   * event once, with or without an `Idempotency-Key`
   */
  test.each([
    ['queue', { events: overriding(env.EVENTS, { sendBatch: async () => down() }) }],
    ['lake', { lake: overriding(env.LAKE, { put: async () => down() }) }],
    ['database', { db: breaking([{ step: 'progress', when: 'before', times: 4 }]).db }],
  ] as const)(
    'when the %s is down, nothing is acknowledged, and the repeat counts once',
    async (part, changes) => {
      for (const key of [undefined, `down-${part}`]) {
        const market = newMarket()
        const { sent, services } = door()
        const submission = submissionOf(market, key)
        const refused = receive(submission, { ...services, ...changes })
        await expect(refused).rejects.toThrow(Unavailable)
        await expect(refused).rejects.toThrow(`The ${part} does not answer`)
        const { id } = await accepted(submission, services)
        await sweepLandings(services, Date.now() + 2 * RESEND_AFTER_MS)
        await drain(new Broker(sent))
        await expectCounted(market, id)
      }
    }
  )

  test.each([
    ['queue', { EVENTS: overriding(env.EVENTS, { sendBatch: async () => down() }) }],
    ['lake', { LAKE: overriding(env.LAKE, { put: async () => down() }) }],
    ['database', { DB: overriding(env.DB, { prepare: () => down() }) }],
  ] as const)(
    'over HTTP a %s that is down is a 503 that says when to come again',
    async (_, changes) => {
      const request = new Request('https://fareline.test/v1/events', {
        method: 'POST',
        headers: { authorization: 'Bearer sk_test_all', 'fareline-now': NOW },
        body: JSON.stringify(search({ search_id: 'refused' })),
      })
      request.headers.set('content-type', 'application/json')
      const response = await app.fetch(request, { ...env, ...changes }, createExecutionContext())
      expect(response.status).toBe(503)
      expect(response.headers.get('retry-after')).toBe('2')
      expect(await response.json()).toMatchObject({ code: 'unavailable' })
    }
  )
})

describe('when the queue loses its messages', () => {
  /**
   * Promise: the queue loses its messages (a local queue is in memory)
   * Kept: with `LAND_REQUESTS` acknowledged requests lie in `landings/` and are sent again with the
   * same ids
   */
  test.each([undefined, 'forgotten'])('the sweep sends it again, once (key %s)', async (key) => {
    const market = newMarket()
    const { sent, services } = door()
    const { id } = await accepted(submissionOf(market, key), services)
    // Half is counted before the queue dies with the rest.
    const before = sent.splice(0)
    await drain(new Broker(before.slice(0, 1)))

    expect(await sweepLandings(services, Date.now())).toMatchObject({ sent_again: 0 })
    const due = Date.now() + 2 * RESEND_AFTER_MS
    expect(await sweepLandings(services, due)).toMatchObject({ sent_again: 1 })
    expect(sent).toEqual(before)
    expect(await sweepLandings(services, due - RESEND_AFTER_MS)).toMatchObject({ sent_again: 0 })

    await drain(new Broker([...before.slice(1, 2), ...sent]))
    await expectCounted(market, id)
    expect(await rawCopies(market)).toBe(1)
    expect(await sweepLandings(services, due)).toMatchObject({ finished: 1, sent_again: 0 })
    expect((await env.LAKE.list({ prefix: 'sandbox/test/landings/' })).objects).toEqual([])
  })

  test('a receipt that was never written is written by the sweep', async () => {
    const market = newMarket()
    const { sent, services } = door()
    const { db } = breaking([{ step: 'progress', when: 'before', times: 1 }])
    await expect(receive(submissionOf(market), { ...services, db })).rejects.toThrow(Unavailable)
    sent.splice(0)
    expect(await sweepLandings(services, Date.now() + 2 * RESEND_AFTER_MS)).toMatchObject({
      sent_again: 1,
    })
    await drain(new Broker(sent))
    expect(await sweepLandings(services, Date.now())).toMatchObject({ finished: 1 })
    const snapshot = await env.MARKETS.getByName(`sandbox/test/${market}`).snapshot(Date.parse(NOW))
    expect(snapshot?.searches.last['24h']).toBe(EVENTS)
  })

  /**
   * Promise: a landing is torn, as a killed process leaves it
   * Kept: it is set aside by name; its complete messages and all others are sent
   */
  test('sets a torn landing file aside by name and sends its complete messages and all others', async () => {
    const [torn, whole] = [newMarket(), newMarket()]
    const { sent, services } = door()
    const { id } = await accepted(submissionOf(torn), services)
    const tornMessages = sent.length
    const other = await accepted(submissionOf(whole), services)
    const before = sent.splice(0)
    const key = `sandbox/test/landings/${id}.json`
    const text = (await (await env.LAKE.get(key))?.text()) ?? ''
    await env.LAKE.put(key, text.slice(0, -50))
    await env.LAKE.put('sandbox/test/landings/rcp_nothing.json', '{"id":"rcp_no')

    const due = Date.now() + 2 * RESEND_AFTER_MS
    expect(await sweepLandings(services, due)).toMatchObject({ sent_again: 3 })
    // All but the message that was cut.
    expect(sent.length).toBe(before.length - 1)
    const letters = await listLetters(services.db, TEST, { cause: 'torn' }, 10)
    expect(letters.map(({ reason }) => reason).toSorted()).toEqual(
      [
        `${key}: landing with ${tornMessages - 1} whole messages`,
        'sandbox/test/landings/rcp_nothing.json: landing with 0 whole messages',
      ].toSorted()
    )
    await drain(new Broker(sent))
    await expectCounted(whole, other.id)
    expect(await sweepLandings(services, due)).toMatchObject({ finished: 1, sent_again: 0 })
  })

  test('stores nothing before the response without landing', async () => {
    const { services } = door({ landRequests: false })
    await accepted(submissionOf(newMarket()), services)
    expect((await env.LAKE.list({ prefix: 'sandbox/test/landings/' })).objects).toEqual([])
  })
})
