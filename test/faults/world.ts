/** The Worker's bindings as fakes, and the consumers of its queues, as wrangler.toml has them. */
import { readdirSync, readFileSync } from 'node:fs'
import { consumeQueue } from '../../workers/ingest/consume-queue'
import { MarketObject } from '../../workers/objects/market-object'
import { connect, type Services } from '../../workers/services'
import { FakeBroker } from '../fakes/broker'
import { FakeBucket } from '../fakes/bucket'
import { FakeDatabase } from '../fakes/database'
import { FakeKeyValue } from '../fakes/key-value'
import { FakeObjects } from '../fakes/objects'
import { Platform } from '../fakes/platform'
import { Simulation } from '../fakes/simulation'
import { productionConsumers, productionSettings } from './wrangler-settings'

export const USER_HASH_KEY = 'a key for simulations only'

export type World = {
  readonly simulation: Simulation
  readonly platform: Platform
  readonly lake: FakeBucket
  readonly database: FakeDatabase
  readonly markets: FakeObjects<MarketObject>
  readonly broker: FakeBroker
  readonly queues: readonly string[]
  readonly events: Queue
  /** As an invocation has them, at the clock of now. */
  readonly services: () => Services
  /** Ends the databases; nothing may run afterwards. */
  readonly close: () => void
}

export function createWorld(seed: number, startsAt: number, landRequests: boolean): World {
  const simulation = new Simulation(seed, startsAt)
  const platform = new Platform(simulation)
  const lake = new FakeBucket(platform)
  const database = new FakeDatabase(platform)
  database.script(migrations())
  const snapshots = new FakeKeyValue(platform)
  const broker = new FakeBroker(platform)
  const consumers = productionConsumers()
  const events = broker.producer(consumers[0]?.queue ?? '')

  const bindings: Record<string, unknown> = {
    ...productionSettings(),
    USER_HASH_KEY,
    TOKEN_SIGNING_KEY: 'another key for simulations only',
    LAND_REQUESTS: String(landRequests),
    DB: database,
    LAKE: lake,
    SNAPSHOTS: snapshots,
    EVENTS: events,
    // Metrics are no part of the promises.
    METRICS: { getByName: () => ({ add: async () => {} }) },
  }
  // The fakes have what the product calls of the platform's types, not all of it.
  const env = bindings as unknown as Env
  const markets = new FakeObjects(platform, (context) => {
    return new MarketObject(context as unknown as DurableObjectState, env)
  })
  bindings.MARKETS = markets
  const services = () => connect(env, { now: Math.floor(simulation.now), defer })

  for (const { queue, max_batch_size, max_batch_timeout, ...rest } of consumers) {
    const { max_retries: maxRetries, dead_letter_queue: deadLetterQueue } = rest
    broker.addConsumer(queue, {
      consume: (batch) => consumeQueue(batch, services()),
      maxBatchSize: max_batch_size,
      maxBatchTimeout: max_batch_timeout,
      ...(maxRetries !== undefined && { maxRetries }),
      ...(deadLetterQueue !== undefined && { deadLetterQueue }),
    })
  }
  const queues = consumers.map(({ queue }) => queue)
  const close = () => {
    markets.close()
    database.close()
  }
  return { simulation, platform, lake, database, markets, broker, queues, events, services, close }
}

function defer(work: Promise<unknown>): void {
  work.catch(() => {})
}

let script: string | undefined

function migrations(): string {
  script ??= readdirSync('migrations')
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readFileSync(`migrations/${name}`, 'utf8'))
    .join('\n')
  return script
}
