/** Creates missing databases, namespaces, queues and buckets, and finds the others. */
import { z } from 'zod'
import { CloudflareError } from './cloudflare'
import { change, type Run } from './run'

const Database = z.looseObject({ uuid: z.string(), name: z.string() })
const Namespace = z.looseObject({ id: z.string(), title: z.string() })
const Queue = z.looseObject({ queue_id: z.string(), queue_name: z.string() })
const Bucket = z.looseObject({ name: z.string() })
const Subdomain = z.looseObject({ subdomain: z.string() })
const NO_SUBDOMAIN = 10007

/** Ids by binding, or by name; in a dry run missing resources have none. */
export type Resources = {
  readonly databases: ReadonlyMap<string, string>
  readonly namespaces: ReadonlyMap<string, string>
  readonly queues: ReadonlyMap<string, string>
}

export async function provision(run: Run): Promise<Resources> {
  const { plan } = run
  const databases = await ensureAll(run, {
    step: 'database',
    names: plan.databases.map(({ name }) => name),
    list: () => listDatabases(run),
    create: (name) => post(run, '/d1/database', { name }),
  })
  const namespaces = await ensureAll(run, {
    step: 'namespace',
    names: plan.namespaces.map(({ title }) => title),
    list: () => listNamespaces(run),
    create: (title) => post(run, '/storage/kv/namespaces', { title }),
  })
  const queues = await ensureAll(run, {
    step: 'queue',
    names: plan.queues,
    list: () => listQueues(run),
    create: (name) => post(run, '/queues', { queue_name: name }),
  })
  await ensureAll(run, {
    step: 'bucket',
    names: plan.buckets.map(({ name }) => name),
    list: () => listBuckets(run),
    create: (name) => post(run, '/r2/buckets', { name }),
  })
  return {
    databases: byBinding(plan.databases, ({ name }) => databases.get(name)),
    namespaces: byBinding(plan.namespaces, ({ title }) => namespaces.get(title)),
    queues,
  }
}

export async function listDatabases({ cloudflare }: Run): Promise<Map<string, string>> {
  const found = await cloudflare.list(Database, '/d1/database')
  return new Map(found.map(({ name, uuid }) => [name, uuid]))
}

export async function listNamespaces({ cloudflare }: Run): Promise<Map<string, string>> {
  const found = await cloudflare.list(Namespace, '/storage/kv/namespaces')
  return new Map(found.map(({ title, id }) => [title, id]))
}

export async function listQueues({ cloudflare }: Run): Promise<Map<string, string>> {
  const found = await cloudflare.list(Queue, '/queues')
  return new Map(found.map(({ queue_name, queue_id }) => [queue_name, queue_id]))
}

export async function listBuckets({ cloudflare }: Run): Promise<Map<string, string>> {
  const found = await cloudflare.listIn('buckets', Bucket, '/r2/buckets')
  return new Map(found.map(({ name }) => [name, name]))
}

/** The account's part of `SCRIPT.SUBDOMAIN.workers.dev`, which the first Worker of an account needs. */
export async function ensureSubdomain(run: Run, wanted: string | undefined): Promise<string> {
  const { cloudflare, journal, plan } = run
  const path = '/workers/subdomain'
  try {
    const { subdomain } = await cloudflare.call(Subdomain, { path })
    journal.write('subdomain', 'kept', `${subdomain}.workers.dev`)
    return subdomain
  } catch (error) {
    if (!(error instanceof CloudflareError) || error.code !== NO_SUBDOMAIN) throw error
  }
  const name = wanted ?? (await run.ask?.('workers.dev subdomain of this account: '))
  if (!name && !run.dryRun) {
    throw new Error(`The account has no workers.dev subdomain; choose one with --subdomain NAME`)
  }
  const subdomain = name ?? `<name>`
  await change(run, 'subdomain', `register ${subdomain}.workers.dev for ${plan.script}`, () =>
    cloudflare.call(Subdomain, { method: 'PUT', path, json: { subdomain } })
  )
  return subdomain
}

type Kind = {
  readonly step: string
  readonly names: readonly string[]
  readonly list: () => Promise<Map<string, string>>
  readonly create: (name: string) => Promise<unknown>
}

async function ensureAll(run: Run, kind: Kind): Promise<Map<string, string>> {
  let found = await kind.list()
  const missing = kind.names.filter((name) => !found.has(name))
  for (const name of kind.names) {
    if (found.has(name)) run.journal.write(kind.step, 'kept', name)
  }
  for (const name of missing) {
    await change(run, kind.step, `create ${name}`, () => createOnce(kind, name))
  }
  if (missing.length > 0 && !run.dryRun) found = await kind.list()
  return found
}

/** The answer may be lost after the resource was created; then the list has the name. */
async function createOnce({ create, list }: Kind, name: string): Promise<void> {
  try {
    await create(name)
  } catch (error) {
    if (!(await list()).has(name)) throw explained(error)
  }
}

/** Names the product to enable or pay for in the dashboard. */
function explained(error: unknown): unknown {
  if (!(error instanceof CloudflareError)) return error
  const hint = HINTS.get(error.code ?? 0)
  return hint ? new Error(`${error.message}\n${hint}`, { cause: error }) : error
}

const HINTS: ReadonlyMap<number, string> = new Map([
  [10_042, 'Switch R2 on once in the dashboard of this account, then run the command again.'],
  [7_406, 'The account is at its limit of D1 databases; delete one or raise the limit.'],
  [10_000, 'The token lacks a permission; docs/deploy.md lists the ones it needs.'],
  [100_129, 'Queues need the Workers Paid plan.'],
])

function post({ cloudflare }: Run, path: string, json: object): Promise<unknown> {
  return cloudflare.call(z.unknown(), { method: 'POST', path, json })
}

function byBinding<T extends { readonly binding: string }>(
  items: readonly T[],
  idOf: (item: T) => string | undefined
): ReadonlyMap<string, string> {
  return new Map(
    items.flatMap((item) => {
      const id = idOf(item)
      return id === undefined ? [] : [[item.binding, id] as const]
    })
  )
}
