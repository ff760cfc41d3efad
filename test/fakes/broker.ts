/**
 * Queues with the platform's limits: at least once and in any order, a number of retries a consumer,
 * delays and retention, dead-letter queues. A message that exhausts the retries of a consumer without a
 * dead-letter queue is deleted.
 */
import { DAY_MS } from '../../models/airline/calendar'
import { type Isolate, IsolateEnded } from './isolate'
import type { Platform } from './platform'
import { checkBatch, checkDelay, checkMessage, sizeOf } from './queue-limits'

/** Retries of a consumer without `max_retries`. */
export const DEFAULT_RETRIES = 3
const MAX_RETRIES = 100
/** Batches of a queue that are delivered at the same time. */
const CONCURRENCY = 3
const BUSY_MS = 100
const RETENTION_MS = 4 * DAY_MS

export type Consumer = {
  readonly consume: (batch: MessageBatch) => Promise<void>
  readonly maxBatchSize: number
  /** Seconds a batch waits to fill. */
  readonly maxBatchTimeout: number
  readonly maxRetries?: number
  readonly deadLetterQueue?: string
}

type Waiting = {
  readonly id: string
  readonly body: unknown
  readonly sentAt: number
  attempts: number
  visibleAt: number
}

type QueueState = { readonly consumer: Consumer; waiting: Waiting[]; running: number }

export type Loss = {
  readonly queue: string
  readonly body: unknown
  readonly why: 'retries' | 'retention'
}

export class FakeBroker {
  readonly #platform: Platform
  readonly #queues = new Map<string, QueueState>()
  #messages = 0
  /** Share of deliveries repeated once more, even when acknowledged. */
  duplicates = 0
  /** Messages the platform deleted. */
  readonly losses: Loss[] = []
  onDelivery: (queue: string, batch: readonly unknown[], isolate: Isolate) => void = () => {}

  constructor(platform: Platform) {
    this.#platform = platform
  }

  addConsumer(queue: string, consumer: Consumer): void {
    const { maxRetries = DEFAULT_RETRIES } = consumer
    if (maxRetries > MAX_RETRIES) throw new Error(`max_retries of ${queue} must be at most 100`)
    this.#queues.set(queue, { consumer, waiting: [], running: 0 })
  }

  producer(queue: string): Queue {
    const metadata = { metrics: { backlogCount: 0, backlogBytes: 0 } }
    return {
      metrics: async () => metadata.metrics,
      send: async (body, options) => {
        checkMessage(body)
        await this.#platform.call('queue', 'send', () => this.#add(queue, body, options))
        return { metadata }
      },
      sendBatch: async (messages, options) => {
        const all = [...messages]
        checkBatch(all.map(({ body }) => body))
        await this.#platform.call('queue', 'sendBatch', () => {
          for (const { body, delaySeconds } of all) {
            this.#add(queue, body, delaySeconds === undefined ? options : { delaySeconds })
          }
        })
        return { metadata }
      },
    }
  }

  /** Messages of the queue that wait or are being delivered. */
  depth(queue: string): number {
    return this.#queues.get(queue)?.waiting.length ?? 0
  }

  #add(queue: string, body: unknown, options: QueueSendOptions = {}): void {
    const { delaySeconds = 0 } = options
    checkDelay(delaySeconds)
    const { now } = this.#platform.simulation
    this.#messages += 1
    this.#queue(queue).waiting.push({
      id: `message-${this.#messages}`,
      body,
      sentAt: now,
      attempts: 0,
      visibleAt: now + delaySeconds * 1_000,
    })
    this.#pollLater(queue, delaySeconds * 1_000)
  }

  /** A batch waits to fill, so what becomes visible is delivered a little later. */
  #pollLater(name: string, delayMs: number): void {
    const { maxBatchTimeout } = this.#queue(name).consumer
    this.#platform.simulation.later(delayMs + maxBatchTimeout * 1_000, () => this.#poll(name))
  }

  #poll(name: string): void {
    const { simulation } = this.#platform
    const queue = this.#queue(name)
    this.#expire(name)
    const visible = queue.waiting.filter(({ visibleAt }) => visibleAt <= simulation.now)
    if (visible.length === 0) return
    if (queue.running >= CONCURRENCY) {
      this.#pollLater(name, BUSY_MS)
      return
    }
    const drawn = visible.map((entry) => ({
      entry,
      draw: simulation.chance(`${name} ${entry.id} ${entry.attempts} order`),
    }))
    drawn.sort((a, b) => a.draw - b.draw)
    const chosen = drawn.slice(0, queue.consumer.maxBatchSize).map(({ entry }) => entry)
    if (visible.length > chosen.length) this.#pollLater(name, 0)
    for (const entry of chosen) entry.visibleAt = Number.POSITIVE_INFINITY
    queue.running += 1
    void this.#deliver(name, chosen).finally(() => {
      queue.running -= 1
    })
  }

  async #deliver(name: string, chosen: readonly Waiting[]): Promise<void> {
    const { simulation } = this.#platform
    const { consumer } = this.#queue(name)
    const delays = new Map<Waiting, number | undefined>()
    for (const entry of chosen) entry.attempts += 1
    const batch = batchOf(name, chosen, delays)
    try {
      await simulation.inIsolate(`consumer of ${name}`, async (isolate) => {
        isolate.receive(chosen.reduce((sum, { body }) => sum + sizeOf(body), 0))
        this.onDelivery(
          name,
          chosen.map(({ body }) => body),
          isolate
        )
        await consumer.consume(batch)
      })
    } catch (error) {
      // The answer of an isolate that ended is lost whole; a throw keeps what was acknowledged before.
      const isLost = error instanceof IsolateEnded
      for (const entry of chosen) if (isLost || !delays.has(entry)) delays.set(entry, 0)
    }
    for (const entry of chosen) this.#settle(name, entry, delays.get(entry))
  }

  /** No delay: acknowledged. */
  #settle(name: string, entry: Waiting, delaySeconds: number | undefined): void {
    const { simulation } = this.#platform
    const draw = simulation.chance(`${name} ${entry.id} ${entry.attempts} again`)
    const comesAgain = delaySeconds === undefined && draw < this.duplicates
    if (delaySeconds === undefined && !comesAgain) this.#remove(name, entry)
    else if (entry.attempts > this.#retriesOf(name)) this.#giveUp(name, entry)
    else {
      entry.visibleAt = simulation.now + (delaySeconds ?? 0) * 1_000
      this.#pollLater(name, (delaySeconds ?? 0) * 1_000)
    }
  }

  #giveUp(name: string, entry: Waiting): void {
    this.#remove(name, entry)
    const { deadLetterQueue } = this.#queue(name).consumer
    if (deadLetterQueue !== undefined) this.#add(deadLetterQueue, entry.body)
    else this.losses.push({ queue: name, body: entry.body, why: 'retries' })
  }

  #expire(name: string): void {
    const { now } = this.#platform.simulation
    for (const entry of [...this.#queue(name).waiting]) {
      if (now - entry.sentAt < RETENTION_MS) continue
      this.#remove(name, entry)
      this.losses.push({ queue: name, body: entry.body, why: 'retention' })
    }
  }

  #remove(name: string, entry: Waiting): void {
    const queue = this.#queue(name)
    queue.waiting = queue.waiting.filter((each) => each !== entry)
  }

  #retriesOf(name: string): number {
    return this.#queue(name).consumer.maxRetries ?? DEFAULT_RETRIES
  }

  #queue(name: string) {
    const queue = this.#queues.get(name)
    if (!queue) throw new Error(`Queue ${name} has no consumer; add one with addConsumer`)
    return queue
  }
}

/** The last decision on a message counts; a message without one is acknowledged. */
function batchOf(
  queue: string,
  chosen: readonly Waiting[],
  delays: Map<Waiting, number | undefined>
): MessageBatch {
  const retry = (entry: Waiting, { delaySeconds = 0 }: QueueRetryOptions = {}) => {
    checkDelay(delaySeconds)
    delays.set(entry, delaySeconds)
  }
  return {
    queue,
    metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
    messages: chosen.map((entry) => ({
      id: entry.id,
      timestamp: new Date(entry.sentAt),
      body: entry.body,
      attempts: entry.attempts,
      ack: () => delays.set(entry, undefined),
      retry: (options) => retry(entry, options),
    })),
    ackAll: () => {
      for (const entry of chosen) delays.set(entry, undefined)
    },
    retryAll: (options) => {
      for (const entry of chosen) retry(entry, options)
    },
  }
}
