/** The built Worker on workerd, with persistent state and plain HTTP/1.1 on one port. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Cron } from 'croner'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { z } from 'zod'
import { RESEND_AFTER_MS, SWEEP_CRON } from '../../workers/ingest/sweep-cron'
import { countModules } from '../counting/count-gate'
import type { Counting } from '../counting/counting'
import { buildWorker, bundleBytes, MAIN_MODULE, type WorkerModule } from './build'
import { DRAIN_CRON, drainGate, GATE_MODULE } from './drain-gate'
import { freePort } from './free-port'
import { localSecret, makeLocalKeys, migrateDatabase, uploadModels } from './local-state'
import { printedLine } from './log-lines'
import { landedReceipts, pendingReceipts, storedScopes } from './pending-receipts'
import { announceServer, withdrawServer } from './running-server'
import type { Ready } from './server'

const NAME = 'fareline'
const ASSETS_NAME = 'assets'
const HOST = '127.0.0.1'
/**
 * Ids that name the files in the state folder: wrangler.toml has none, as it serves any account.
 */
const DATABASE = 'fareline'
const NAMESPACE = 'fareline-snapshots'
/** A stop takes at most 10 s: this much for the queue, the rest for workerd. */
const DRAIN_LIMIT_MS = 7_000

const WorkerOptions = z.looseObject({
  modulesRules: z.unknown(),
  compatibilityDate: z.string(),
  bindings: z.record(z.string(), z.json()),
  cronTriggers: z.array(z.string()).default([]),
  assets: z.looseObject({ directory: z.string(), routerConfig: z.unknown() }),
})
const Bindings = z.object({
  queueProducers: z.record(z.string(), z.unknown()),
  r2Buckets: z.record(z.string(), z.unknown()),
  durableObjects: z.record(z.string(), z.object({ className: z.string() })),
})
type Scheduler = Awaited<ReturnType<Miniflare['getWorker']>>

export type LocalWorker = Ready & {
  /** Refuses new requests, waits until the queue is counted, then stops. */
  stop(): Promise<void>
}

/** A Worker that counts has the settings of an environment, and its crons do not fire. */
export async function startLocalWorker(
  port: number,
  stateDir: string,
  counting?: Counting
): Promise<LocalWorker> {
  await waitForPort(port)
  const began = Date.now()
  const modules = await buildWorker(join(stateDir, 'worker'))
  const built = Date.now()
  const config = readConfig(counting?.environment)
  const gates = counting ? countingGate(config, counting.isolates) : drainModules()

  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      log: new StderrLog(LogLevel.WARN),
      handleStructuredLogs: printLine,
      // In production `cf` comes from the network.
      cf: false,
      host: HOST,
      resourcePersistencePath: join(stateDir, 'storage'),
      workers: [
        {
          ...config.options,
          name: NAME,
          rootPath: stateDir,
          modulesRoot: stateDir,
          modules: [...gates, ...modules].map((module) => ({
            ...module,
            path: join(stateDir, module.path),
          })),
          d1Databases: { DB: { id: DATABASE } },
          kvNamespaces: { SNAPSHOTS: { id: NAMESPACE } },
          bindings: {
            ...config.bindings,
            ...settingsOf(process.env, Object.keys(config.bindings)),
            USER_HASH_KEY: await localSecret(stateDir, 'USER_HASH_KEY'),
            TOKEN_SIGNING_KEY: await localSecret(stateDir, 'TOKEN_SIGNING_KEY'),
          },
          serviceBindings: { ASSETS: ASSETS_NAME },
          unsafeDirectSockets: [{ host: HOST, port, proxy: false }],
        },
        // A Worker of its own: the asset router in front of the API would take most of its speed.
        {
          name: ASSETS_NAME,
          modules: true,
          script: 'export default { fetch: () => new Response(null, { status: 404 }) }',
          compatibilityDate: config.compatibilityDate,
          assets: config.assets,
        },
      ],
    })
  )
  await miniflare.ready

  const db = await miniflare.getD1Database('DB', NAME)
  await migrateDatabase(db)
  await makeLocalKeys(db, Date.now())
  const lake = await miniflare.getR2Bucket('LAKE', NAME)
  await uploadModels(lake)

  const worker = await miniflare.getWorker(NAME)
  await resendLandings(worker)
  const crons = (counting ? [] : config.crons).map((pattern) => fireCron(worker, pattern))
  // Events that an earlier run lost with its queue, before requests were landed, will never be
  // counted.
  const landed = await landedReceipts(lake, await storedScopes(db))
  const lost = new Set((await pendingReceipts(db)).filter((id) => !landed.has(id)))
  const isPending = async () => (await pendingReceipts(db)).some((id) => !lost.has(id))
  announceServer(stateDir, `http://${HOST}:${port}`)
  return {
    url: `http://${HOST}:${port}`,
    bundle: bundleBytes(modules),
    buildMs: built - began,
    startMs: Date.now() - built,
    async stop() {
      for (const cron of crons) cron.stop()
      await worker.scheduled({ cron: DRAIN_CRON })
      const limit = Date.now() + DRAIN_LIMIT_MS
      while (Date.now() < limit && (await isPending())) await sleep(100)
      await miniflare.dispose()
      withdrawServer(stateDir)
    },
  }
}

/** Waits for the port: a server whose command was killed drains first. */
async function waitForPort(port: number): Promise<void> {
  const limit = Date.now() + DRAIN_LIMIT_MS + 1_000
  while ((await freePort(port)) !== port) {
    if (Date.now() > limit) throw new Error(`Port ${port} is taken. Choose another`)
    await sleep(200)
  }
}

/** wrangler.toml in the form miniflare takes. Its module rules were applied by the build. */
function readConfig(environment?: string) {
  process.env.WRANGLER_LOG ??= 'error' // it reports on stdout which secrets it found
  const {
    modulesRules: _,
    bindings,
    cronTriggers,
    assets,
    ...options
  } = WorkerOptions.parse(
    unstable_getMiniflareWorkerOptions(
      join(import.meta.dirname, '../../wrangler.toml'),
      environment
    ).workerOptions
  )
  const { queueProducers, r2Buckets, durableObjects } = Bindings.parse(options)
  return {
    options,
    bindings,
    crons: cronTriggers,
    assets,
    compatibilityDate: options.compatibilityDate,
    classes: Object.values(durableObjects).map(({ className }) => className),
    kinds: {
      queues: Object.keys(queueProducers),
      buckets: Object.keys(r2Buckets),
      namespaces: ['SNAPSHOTS'],
      databases: ['DB'],
      objects: Object.keys(durableObjects),
    },
  }
}

/** Settings of wrangler.toml that the environment of this process overrides. */
function settingsOf(given: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  const set = names.map((name) => [name, given[name]] as const)
  return Object.fromEntries(
    set.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  )
}

function countingGate(
  { kinds, classes }: ReturnType<typeof readConfig>,
  isolates: number
): readonly WorkerModule[] {
  return countModules({ main: MAIN_MODULE, kinds, classes, isolates, drainCron: DRAIN_CRON })
}

function drainModules(): readonly WorkerModule[] {
  return [{ type: 'ESModule', path: GATE_MODULE, contents: drainGate(MAIN_MODULE) }]
}

/** Sets a clock that makes every landing due, because the queue of an earlier run is lost. */
async function resendLandings(worker: Scheduler): Promise<void> {
  const scheduledTime = new Date(Date.now() + 2 * RESEND_AFTER_MS)
  const { outcome } = await worker.scheduled({ cron: SWEEP_CRON, scheduledTime })
  if (outcome !== 'ok') throw new Error('The requests of an earlier run could not be sent again')
}

/** Crons do not fire by themselves on a local workerd. */
function fireCron(worker: Scheduler, pattern: string): Cron {
  const complain = (what: unknown) => {
    process.stderr.write(`Cron "${pattern}" failed: ${what}\n`)
  }
  return new Cron(pattern, { timezone: 'UTC', protect: true, catch: complain }, async (self) => {
    const scheduledTime = self.currentRun() ?? new Date()
    const { outcome } = await worker.scheduled({ cron: pattern, scheduledTime })
    if (outcome !== 'ok') complain(outcome)
  })
}

/** LOG_LEVEL=info prints a line for each request too. */
function printLine(log: { readonly level: string; readonly message: string }): void {
  const line = printedLine(log, process.env.LOG_LEVEL === 'info')
  if (line !== undefined) process.stderr.write(`${line}\n`)
}

/** Logs to stderr: stdout belongs to the command. */
class StderrLog extends Log {
  override log(message: string): void {
    process.stderr.write(`${message}\n`)
  }
}
