/** The one reader of `env`: turns bindings and settings into what handlers may touch. */
import { z } from 'zod'
import type { MarketObject } from './objects/market-object'

const Settings = z.object({
  MAX_CLOCK_SKEW_SECONDS: z.coerce.number().nonnegative(),
  OBJECT_DEADLINE_MS: z.coerce.number().positive(),
  SNAPSHOT_FRESH_MS: z.coerce.number().nonnegative(),
  USER_HASH_KEY: z.string().min(16),
})

export type Services = {
  readonly now: number
  readonly maxClockSkewMs: number
  readonly objectDeadlineMs: number
  readonly snapshotFreshMs: number
  readonly userHashKey: string
  readonly db: D1Database
  readonly lake: R2Bucket
  readonly snapshots: KVNamespace
  readonly events: Queue
  readonly markets: DurableObjectNamespace<MarketObject>
}

export type AppEnv = { Bindings: Env; Variables: { services: Services } }

/** Built once per request, queue batch or cron run. */
export function connect(env: Env, now: number): Services {
  const settings = Settings.parse(env)
  return {
    now,
    maxClockSkewMs: settings.MAX_CLOCK_SKEW_SECONDS * 1000,
    objectDeadlineMs: settings.OBJECT_DEADLINE_MS,
    snapshotFreshMs: settings.SNAPSHOT_FRESH_MS,
    userHashKey: settings.USER_HASH_KEY,
    db: env.DB,
    lake: env.LAKE,
    snapshots: env.SNAPSHOTS,
    events: env.EVENTS,
    markets: env.MARKETS,
  }
}
