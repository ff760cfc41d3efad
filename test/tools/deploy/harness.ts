/** The deploy command in this process against the stand-in. */
import { createCloudflare } from '../../../tools/deploy/account/cloudflare'
import { createJournal, type Journal, type Step } from '../../../tools/deploy/account/journal'
import { type Plan, readPlan } from '../../../tools/deploy/account/plan'
import type { Run } from '../../../tools/deploy/account/run'
import { createWrangler, type Wrangler } from '../../../tools/deploy/account/wrangler'
import { type Command, type Options, runCommand } from '../../../tools/deploy/commands'
import {
  ACCOUNT_ID,
  type CloudflareApi,
  startCloudflareApi,
  TOKEN,
} from '../../fakes/cloudflare-api'
import { type DeployedWorker, startDeployedWorker } from '../../fakes/deployed-worker'
import { createQuickWrangler } from '../../fakes/quick-wrangler'

export type World = {
  readonly api: CloudflareApi
  readonly worker: DeployedWorker
  /** Text in the bundle; another text makes another version. */
  source: string
  readonly slept: number[]
  stop(): Promise<void>
}

export type Ran = {
  /** Reason of the command's failure; undefined when it succeeded. */
  readonly failure: string | undefined
  readonly steps: readonly Step[]
  /** Everything it printed. */
  readonly text: string
  readonly keys: readonly string[]
}

export async function newWorld(): Promise<World> {
  const api = await startCloudflareApi()
  const worker = await startDeployedWorker(api.account)
  return {
    api,
    worker,
    source: 'first',
    slept: [],
    async stop() {
      await worker.stop()
      await api.stop()
    },
  }
}

export type Changes = {
  readonly dryRun?: boolean
  readonly plan?: Partial<Plan>
  readonly options?: Partial<Options>
  /** Replaces the quick wrangler. */
  readonly wrangler?: Wrangler
}

/** Never throws: an error that the command line would print is the failure. */
export async function deploy(
  world: World,
  command: Command = 'release',
  changes: Changes = {}
): Promise<Ran> {
  const lines: string[] = []
  const keys: string[] = []
  const journal = createJournal((line) => lines.push(line))
  const run = runIn(world, journal, changes)
  const options: Options = {
    url: undefined,
    subdomain: 'acme',
    holdMs: 1_000,
    smokeLimitMs: 50,
    champions: false,
    objectMigrations: false,
    to: undefined,
    yes: undefined,
    showKey: (key) => keys.push(key),
    ...changes.options,
  }
  const failure = await runCommand(run, command, options).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error)
  )
  return { failure, steps: journal.steps, keys, text: [...lines, failure ?? ''].join('\n') }
}

function runIn(world: World, journal: Journal, changes: Changes): Run {
  const { api, worker, slept } = world
  const sleep = async (ms: number) => {
    slept.push(ms)
  }
  return {
    plan: { ...readPlan('staging'), ...changes.plan },
    cloudflare: createCloudflare({
      baseUrl: api.url,
      accountId: ACCOUNT_ID,
      token: TOKEN,
      sleep,
    }),
    wrangler: changes.wrangler ?? createQuickWrangler(api.url, () => world.source),
    journal,
    dryRun: changes.dryRun ?? false,
    reach: worker.reach,
    sleep,
    environment: {},
    ask: undefined,
  }
}

/** The real one, as the command line runs it. */
export function realWrangler({ api }: World): Wrangler {
  return createWrangler({
    CLOUDFLARE_API_BASE_URL: api.url,
    CLOUDFLARE_API_TOKEN: TOKEN,
    CLOUDFLARE_ACCOUNT_ID: ACCOUNT_ID,
  })
}

/** The account's content without ids, times and keys: equal ones are the same deployment. */
export function stateOf({ api: { account } }: World): unknown {
  return {
    subdomain: account.subdomain,
    databases: [...account.databases.values()].map(({ name, sqlite }) => ({
      name,
      tables: sqlite
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        .all(),
      migrations: countMigrations(sqlite),
    })),
    namespaces: [...account.namespaces.values()].map(({ title }) => title),
    queues: [...account.queues.values()].map(({ queue_name, consumers }) => ({
      queue_name,
      consumers: consumers.map(({ consumer_id: _, ...consumer }) => consumer),
    })),
    buckets: [...account.buckets.values()].map(({ name, objects, rules }) => ({
      name,
      rules,
      objects: [...objects].sort(([a], [b]) => a.localeCompare(b)),
    })),
    scripts: [...account.scripts].map(([name, script]) => ({
      name,
      migrationTag: script.migrationTag,
      schedules: script.schedules,
      versions: script.versions.map(({ annotations }) => annotations['workers/tag']),
      traffic: script.deployments[0]?.versions.map(({ percentage }) => percentage),
      message: script.deployments[0]?.annotations['workers/message'],
    })),
  }
}

type Sqlite = {
  prepare(sql: string): { get(): unknown; all(): unknown[] }
}

function countMigrations(sqlite: Sqlite): unknown {
  const table = sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'd1_migrations'").get()
  return table ? sqlite.prepare('SELECT name FROM d1_migrations ORDER BY name').all() : []
}

/** Live keys that work. */
export function liveKeys({ api: { account } }: World): unknown[] {
  return [...account.databases.values()].flatMap(({ sqlite }) => {
    if (!sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'api_keys'").get()) return []
    return sqlite
      .prepare("SELECT hash FROM api_keys WHERE mode = 'live' AND revoked_at IS NULL")
      .all()
  })
}

/** Changes the account; reads of the database go by POST too. */
export function changesOf(requests: readonly string[]): string[] {
  return requests.filter((request) => !/^GET |\/raw$|\/query$|\/graphql$/.test(request))
}

export function versionsOf({ api: { account } }: World) {
  return account.scripts.get('fareline-staging')?.versions ?? []
}

/** Saves the parts of the account that releases change; the result restores them. */
export function savePoint({ api: { account }, worker }: World): () => void {
  const saved = structuredClone([...account.scripts])
  return () => {
    account.scripts.clear()
    for (const [name, script] of structuredClone(saved)) account.scripts.set(name, script)
    account.traffic.clear()
    account.hasPreviews = false
    worker.behaviours.clear()
    worker.behaviourOfNext = 'works'
  }
}

/** Shares of traffic of each deployment, oldest first: "first 90, second 10". */
export function trafficOf({ api: { account } }: World): string[] {
  const script = account.scripts.get('fareline-staging')
  const numbers = new Map(script?.versions.map(({ id, number }) => [id, number]))
  return (script?.deployments ?? []).toReversed().map(({ versions }) =>
    versions
      .map(({ version_id, percentage }) => ({ number: numbers.get(version_id) ?? 0, percentage }))
      .sort((a, b) => a.number - b.number)
      .map(({ number, percentage }) => `v${number} ${percentage} %`)
      .join(', ')
  )
}
