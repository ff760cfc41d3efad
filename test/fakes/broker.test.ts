import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../../models/airline/calendar'
import { type Consumer, FakeBroker } from './broker'
import { platformOf, run } from './simulated'

const MINUTE_MS = 60_000

type Delivered = { readonly body: unknown; readonly attempts: number; readonly at: number }

/** A broker whose consumers follow `decide`, with everything that was delivered. */
function brokerOf(
  decide: (message: Message, queue: string) => void,
  { deadLetters = true, ...consumer }: Partial<Consumer> & { deadLetters?: boolean } = {}
) {
  const platform = platformOf(7)
  const broker = new FakeBroker(platform)
  const delivered: Record<string, Delivered[]> = { main: [], dead: [] }
  const consume = async ({ queue, messages }: MessageBatch) => {
    for (const message of messages) {
      const { body, attempts } = message
      delivered[queue]?.push({ body, attempts, at: platform.simulation.now })
      decide(message, queue)
    }
  }
  const both = { consume, maxBatchSize: 10, maxBatchTimeout: 1, ...consumer }
  broker.addConsumer('main', { ...both, ...(deadLetters && { deadLetterQueue: 'dead' }) })
  broker.addConsumer('dead', both)
  return { platform, broker, delivered, queue: broker.producer('main') }
}

it('delivers each message until it is acknowledged, in an order of its own', async () => {
  const { platform, broker, delivered, queue } = brokerOf((message) => message.ack())
  const bodies = Array.from({ length: 30 }, (_, n) => `m${n}`)
  await run(platform, () => queue.sendBatch(bodies.map((body) => ({ body }))))
  const seen = delivered.main?.map(({ body }) => body) ?? []
  expect(seen.toSorted()).toEqual(bodies.toSorted())
  expect(seen).not.toEqual(bodies)
  expect(broker.depth('main')).toBe(0)
})

it('delivers some once more although they were acknowledged', async () => {
  const { platform, broker, delivered, queue } = brokerOf((message) => message.ack())
  broker.duplicates = 0.5
  await run(platform, () =>
    queue.sendBatch(Array.from({ length: 40 }, (_, n) => ({ body: `m${n}` })))
  )
  expect(new Set(delivered.main?.map(({ body }) => body)).size).toBe(40)
  expect(delivered.main?.length).toBeGreaterThan(45)
})

describe('a message that is never acknowledged', () => {
  it('goes to the dead-letter queue after three retries, and is deleted after three there', async () => {
    const { platform, broker, delivered, queue } = brokerOf((message) => message.retry())
    await run(platform, () => queue.send('poison'))
    expect(delivered.main?.map(({ attempts }) => attempts)).toEqual([1, 2, 3, 4])
    expect(delivered.dead?.map(({ attempts }) => attempts)).toEqual([1, 2, 3, 4])
    expect(broker.losses).toEqual([{ queue: 'dead', body: 'poison', why: 'retries' }])
  })

  it('comes as often as the consumer states', async () => {
    const consumer = { maxRetries: 7, deadLetters: false }
    const { platform, broker, delivered, queue } = brokerOf((m) => m.retry(), consumer)
    await run(platform, () => queue.send('poison'))
    expect(delivered.main?.length).toBe(8)
    expect(broker.losses).toHaveLength(1)
  })

  it('is deleted when its retention is over', async () => {
    const decide = (message: Message) => message.retry({ delaySeconds: 80_000 })
    const { platform, broker, queue } = brokerOf(decide, { maxRetries: 100 })
    await run(platform, () => queue.send('old'))
    await platform.simulation.runUntil(platform.simulation.now + 6 * DAY_MS)
    expect(broker.losses).toEqual([{ queue: 'main', body: 'old', why: 'retention' }])
  })
})

it('waits as long as a retry says', async () => {
  const decide = (message: Message) =>
    message.attempts === 1 ? message.retry({ delaySeconds: 600 }) : message.ack()
  const { platform, delivered, queue } = brokerOf(decide)
  await run(platform, () => queue.send('later'))
  const [first, second] = delivered.main ?? []
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(10 * MINUTE_MS)
})

it('takes a whole batch back when its consumer is killed, acknowledged or not', async () => {
  const { platform, broker, delivered, queue } = brokerOf((message) => message.ack())
  let kills = 0
  broker.onDelivery = (_, __, isolate) => {
    kills += 1
    if (kills === 1) isolate.end('killed')
  }
  await run(platform, () => queue.sendBatch([{ body: 'a' }, { body: 'b' }]))
  expect(delivered.main?.map(({ attempts }) => attempts)).toEqual([1, 1, 2, 2])
  expect(broker.depth('main')).toBe(0)
})

it('keeps acknowledged what was so before the consumer threw', async () => {
  const decide = (message: Message) => {
    if (message.body === 'bad' && message.attempts === 1) throw new Error('broken')
    message.ack()
  }
  const { platform, delivered, queue } = brokerOf(decide, { maxBatchSize: 1 })
  await run(platform, () => queue.sendBatch([{ body: 'good' }, { body: 'bad' }]))
  expect(delivered.main?.filter(({ body }) => body === 'good')).toHaveLength(1)
  expect(delivered.main?.filter(({ body }) => body === 'bad')).toHaveLength(2)
})

it('refuses what is above its limits', async () => {
  const { platform, queue } = brokerOf((message) => message.ack())
  const send = (bodies: string[]) =>
    run(platform, () => queue.sendBatch(bodies.map((body) => ({ body }))))
  await send(['x'.repeat(128_000)])
  await expect(send(['x'.repeat(128_001)])).rejects.toThrow('128000')
  await expect(send(new Array(101).fill('x'))).rejects.toThrow('101 messages')
  await expect(send(new Array(3).fill('x'.repeat(86_000)))).rejects.toThrow('256000')
  await expect(run(platform, () => queue.send('x', { delaySeconds: 86_401 }))).rejects.toThrow(
    '86400'
  )
})
