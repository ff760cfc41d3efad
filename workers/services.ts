/**
 * The one reader of `env`: turns it into what handlers may touch. Services are the settings and the
 * bindings of a deployment, and what belongs to one piece of work: owner, two clocks, log, deferral.
 */
import { z } from 'zod'
import type { Pool } from '../pipelines/events/pool'
import { type Scope, scopeKey } from '../pipelines/events/scope'
import type { EngineChoice } from './inference/engine'
import { createIsolate, type Isolate } from './isolate/isolate'
import type { SendReport } from './isolate/metric-reports'
import { createLog, type Log } from './log'
import type { KeyMeter } from './objects/key-meter'
import type { MarketObject } from './objects/market-object'
import { METRICS_OBJECT, type MetricsObject } from './objects/metrics-object'
import type { TravellerObject } from './objects/traveller-object'
import { type KeyRing, KeyRingSetting } from './secrets/key-ring'
import { type Database, openDatabase } from './storage/database'
import { wallClock } from './wall-clock'

/** Separated by commas, each as a browser writes it: scheme, host and port. */
const OriginList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean)
  )
  .pipe(
    z.array(
      z.string().refine((origin) => URL.parse(origin)?.origin === origin, {
        error: 'must list origins such as https://shop.example, separated by commas',
      })
    )
  )

const Variables = z.object({
  MAX_CLOCK_SKEW_SECONDS: z.coerce.number().nonnegative(),
  OBJECT_DEADLINE_MS: z.coerce.number().positive(),
  SNAPSHOT_FRESH_MS: z.coerce.number().nonnegative(),
  REQUESTS_PER_MINUTE: z.coerce.number().positive(),
  LAND_REQUESTS: z.stringbool(),
  READ_ONLY: z.stringbool(),
  MOST_IN_FLIGHT: z.coerce.number().int().positive(),
  MODEL_ENGINE: z.enum(['auto', 'forest', 'onnxruntime-web']),
  SLOW_MARKET_MS: z.coerce.number().nonnegative(),
  METRICS_REPORT_MS: z.coerce.number().positive(),
  DECISION_SAMPLE_RATE: z.coerce.number().min(0).max(1),
  USER_HASH_KEY: KeyRingSetting,
  TOKEN_SIGNING_KEY: KeyRingSetting,
  CORS_ORIGINS: OriginList,
  EXCHANGE_RATES_URL: z.url().optional(),
  WEBHOOK_ORIGINS: z.string(),
  WEBHOOK_DNS_URL: z.union([z.literal(''), z.url()]),
})

/** Settings of a deployment. */
export type Settings = {
  readonly maxClockSkewMs: number
  readonly objectDeadlineMs: number
  readonly snapshotFreshMs: number
  readonly requestsPerMinute: number
  /** Whether a request is stored before it is acknowledged; needed where the queue is not durable. */
  readonly landRequests: boolean
  /** Refuses whatever changes stored data; answers go on. */
  readonly readOnly: boolean
  /** Requests that an isolate works on at a time; see workers/metering/work-in-flight.ts. */
  readonly mostInFlight: number
  readonly modelEngine: EngineChoice
  /** Duration of a read of the sandbox's slow market; 0 on a deployment. */
  readonly slowMarketMs: number
  /** A count is with the metrics object after this time. */
  readonly metricsReportMs: number
  /** Share of answers that are recorded as decisions. */
  readonly decisionSampleRate: number
  /** Hash user ids. */
  readonly userHashKeys: KeyRing
  /** Sign access tokens. */
  readonly tokenKeys: KeyRing
  /** Web pages of these origins may call the API. */
  readonly corsOrigins: readonly string[]
  /** A file in the form of the European Central Bank; unset where rates are only loaded by hand. */
  readonly exchangeRatesUrl: string | undefined
  /** Origins that webhooks may name though they are not public, for a receiver on this machine. */
  readonly webhookOrigins: readonly string[]
  /** DNS over HTTPS, which says whether a webhook's host is public; unset where there is no network. */
  readonly webhookDnsUrl: string | undefined
}

/** The bindings. */
export type Platform = {
  /** The deployed version that runs; its id is random on a local server. */
  readonly version: Pick<WorkerVersionMetadata, 'id' | 'tag'>
  readonly db: Database
  readonly lake: R2Bucket
  readonly snapshots: KVNamespace
  readonly events: Queue
  readonly markets: DurableObjectNamespace<MarketObject>
  readonly meters: DurableObjectNamespace<KeyMeter>
  readonly travellers: DurableObjectNamespace<TravellerObject>
  readonly metrics: DurableObjectNamespace<MetricsObject>
  /** The cache in front of the Worker; undefined without one. */
  readonly cache: Pick<CacheContext, 'invalidate'> | undefined
  /** State kept between requests. */
  readonly isolate: Isolate
}

/** One piece of work: a request, a queue batch or a run of a cron. */
export type RequestContext = {
  /** Names the work in every line of its log. */
  readonly requestId: string
  /** Owner of the data the work is about; undefined before a caller is admitted, and across owners. */
  readonly scope: Scope | undefined
  /** The shared market pool of that owner; undefined outside of one. */
  readonly pool: Pool | undefined
  /** The request's clock, epoch ms. A test key sets it with `Fareline-Now`. */
  readonly now: number
  /** The wall clock, epoch ms. */
  readonly wallNow: () => number
  readonly log: Log
  /** Work that goes on after the answer. */
  readonly defer: (work: Promise<unknown>) => void
}

export type Services = Settings & Platform & RequestContext

type Opened = { readonly settings: Settings; readonly db: Database; readonly isolate: Isolate }
/** `env` is the same object for the life of an isolate. */
const isolates = new WeakMap<Env, Opened>()

function open(env: Env): Opened {
  const known = isolates.get(env)
  if (known) return known
  const settings = settingsOf(Variables.parse(env))
  const sendMetrics: SendReport = (report) => env.METRICS.getByName(METRICS_OBJECT).add(report)
  const fresh = {
    settings,
    db: openDatabase(env.DB),
    isolate: createIsolate(sendMetrics, settings.metricsReportMs),
  }
  isolates.set(env, fresh)
  return fresh
}

function settingsOf(variables: z.infer<typeof Variables>): Settings {
  return {
    maxClockSkewMs: variables.MAX_CLOCK_SKEW_SECONDS * 1000,
    objectDeadlineMs: variables.OBJECT_DEADLINE_MS,
    snapshotFreshMs: variables.SNAPSHOT_FRESH_MS,
    requestsPerMinute: variables.REQUESTS_PER_MINUTE,
    landRequests: variables.LAND_REQUESTS,
    readOnly: variables.READ_ONLY,
    mostInFlight: variables.MOST_IN_FLIGHT,
    modelEngine: variables.MODEL_ENGINE,
    slowMarketMs: variables.SLOW_MARKET_MS,
    metricsReportMs: variables.METRICS_REPORT_MS,
    decisionSampleRate: variables.DECISION_SAMPLE_RATE,
    userHashKeys: variables.USER_HASH_KEY,
    tokenKeys: variables.TOKEN_SIGNING_KEY,
    corsOrigins: variables.CORS_ORIGINS,
    exchangeRatesUrl: variables.EXCHANGE_RATES_URL,
    webhookOrigins: variables.WEBHOOK_ORIGINS.split(' ').filter((origin) => origin !== ''),
    webhookDnsUrl: variables.WEBHOOK_DNS_URL === '' ? undefined : variables.WEBHOOK_DNS_URL,
  }
}

export type Work = {
  readonly defer: RequestContext['defer']
  /** The wall clock, unless this is given. */
  readonly now?: number
  /** A random one, unless this is given. */
  readonly requestId?: string
  /** Name of the work in the log: "GET /v1/price-insights", "queue fareline-events". */
  readonly route?: string
  readonly cache?: Platform['cache']
  readonly log?: Log
}

/** Built once per request, queue batch or cron run. */
export function connect(env: Env, work: Work): Services {
  const { settings, db, isolate } = open(env)
  const { requestId = crypto.randomUUID(), route, cache, defer } = work
  return {
    ...settings,
    version: env.VERSION,
    db,
    lake: env.LAKE,
    snapshots: env.SNAPSHOTS,
    events: env.EVENTS,
    markets: env.MARKETS,
    meters: env.METERS,
    travellers: env.TRAVELLERS,
    metrics: env.METRICS,
    cache,
    isolate,
    requestId,
    scope: undefined,
    pool: undefined,
    now: work.now ?? wallClock(),
    wallNow: wallClock,
    log: work.log ?? createLog({ request_id: requestId, route }),
    defer,
  }
}

/** The same work, now on data of one owner. */
export function withScope(services: Services, scope: Scope, pool?: Pool): Services {
  return { ...services, scope, pool, log: services.log.with({ scope: scopeKey(scope) }) }
}
