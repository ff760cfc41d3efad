/** The one reader of `env`: turns bindings and settings into what handlers may touch. */
import { z } from 'zod'
import type { EngineChoice } from './inference/engine'
import type { MarketObject } from './objects/market-object'
import { type Database, openDatabase } from './storage/database'

const Settings = z.object({
  MAX_CLOCK_SKEW_SECONDS: z.coerce.number().nonnegative(),
  OBJECT_DEADLINE_MS: z.coerce.number().positive(),
  SNAPSHOT_FRESH_MS: z.coerce.number().nonnegative(),
  REQUESTS_PER_MINUTE: z.coerce.number().positive(),
  LAND_REQUESTS: z.stringbool(),
  MODEL_ENGINE: z.enum(['auto', 'forest', 'onnxruntime-web']),
  SLOW_MARKET_MS: z.coerce.number().nonnegative(),
  DECISION_SAMPLE_RATE: z.coerce.number().min(0).max(1),
  USER_HASH_KEY: z.string().min(16),
  EXCHANGE_RATES_URL: z.url().optional(),
})

export type Services = {
  /** The request's clock, epoch ms. */
  readonly now: number
  /** Work that goes on after the answer. */
  readonly defer: (work: Promise<unknown>) => void
  readonly maxClockSkewMs: number
  readonly objectDeadlineMs: number
  readonly snapshotFreshMs: number
  readonly requestsPerMinute: number
  /** Whether a request is stored before it is acknowledged; needed where the queue is not durable. */
  readonly landRequests: boolean
  readonly modelEngine: EngineChoice
  /** Duration of a read of the sandbox's slow market; 0 on a deployment. */
  readonly slowMarketMs: number
  /** Share of answers that are recorded as decisions. */
  readonly decisionSampleRate: number
  readonly userHashKey: string
  /** A file in the form of the European Central Bank; unset where rates are only loaded by hand. */
  readonly exchangeRatesUrl: string | undefined
  /** The deployed version that runs; its id is random on a local server. */
  readonly version: Pick<WorkerVersionMetadata, 'id' | 'tag'>
  readonly db: Database
  readonly lake: R2Bucket
  readonly snapshots: KVNamespace
  readonly events: Queue
  readonly markets: DurableObjectNamespace<MarketObject>
  /** What stands before the Worker and keeps answers; undefined where nothing does. */
  readonly cache: Pick<CacheContext, 'invalidate'> | undefined
}

/** `env` is the same object for the life of an isolate; its settings are parsed once. */
const parsed = new WeakMap<Env, { settings: z.infer<typeof Settings>; db: Database }>()

function settle(env: Env) {
  const known = parsed.get(env)
  if (known) return known
  const fresh = { settings: Settings.parse(env), db: openDatabase(env.DB) }
  parsed.set(env, fresh)
  return fresh
}

/** Built once per request, queue batch or cron run. */
export function connect(
  env: Env,
  now: number,
  defer: Services['defer'],
  cache?: Services['cache']
): Services {
  const { settings, db } = settle(env)
  return {
    now,
    defer,
    maxClockSkewMs: settings.MAX_CLOCK_SKEW_SECONDS * 1000,
    objectDeadlineMs: settings.OBJECT_DEADLINE_MS,
    snapshotFreshMs: settings.SNAPSHOT_FRESH_MS,
    requestsPerMinute: settings.REQUESTS_PER_MINUTE,
    landRequests: settings.LAND_REQUESTS,
    modelEngine: settings.MODEL_ENGINE,
    slowMarketMs: settings.SLOW_MARKET_MS,
    decisionSampleRate: settings.DECISION_SAMPLE_RATE,
    userHashKey: settings.USER_HASH_KEY,
    exchangeRatesUrl: settings.EXCHANGE_RATES_URL,
    version: env.VERSION,
    db,
    lake: env.LAKE,
    snapshots: env.SNAPSHOTS,
    events: env.EVENTS,
    markets: env.MARKETS,
    cache,
  }
}
