/** Storage of the stand-in: D1, KV, queues, R2, the workers.dev subdomain and analytics. */
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Account, addDatabase, type Bucket, type Queue, runSql } from './account'
import { ASSET_ROUTES } from './asset-routes'
import { WORKER_ROUTES } from './script-routes'
import { jsonOf, ok, Refusal, type Request, type Route } from './wire'

const Sql = z.object({
  sql: z.string(),
  params: z.array(z.union([z.string(), z.number(), z.null()])).default([]),
})

const DATABASE_ROUTES: readonly Route[] = [
  [
    'GET',
    /^\/d1\/database$/,
    (account, request) =>
      paged(
        request,
        [...account.databases.values()].map(({ uuid, name }) => ({ uuid, name }))
      ),
  ],
  [
    'POST',
    /^\/d1\/database$/,
    (account, request) => {
      const { name } = jsonOf(request, z.object({ name: z.string() }))
      if ([...account.databases.values()].some((each) => each.name === name)) {
        throw new Refusal(400, 7502, 'A database with that name already exists')
      }
      const { uuid } = addDatabase(account, name)
      return ok({ uuid, name, version: 'production' })
    },
  ],
  [
    'GET',
    /^\/d1\/database\/([^/]+)$/,
    (account, _, id = '') => {
      const { uuid, name } = databaseOf(account, id)
      return ok({ uuid, name })
    },
  ],
  [
    'DELETE',
    /^\/d1\/database\/([^/]+)$/,
    (account, _, id = '') => {
      account.databases.delete(databaseOf(account, id).uuid)
      return ok(null)
    },
  ],
  [
    'GET',
    /^\/d1\/database\/([^/]+)\/time_travel\/bookmark$/,
    (account, _, id = '') => {
      databaseOf(account, id)
      return ok({ bookmark: '00000000-00000001-00004f1c-5b1d2a' })
    },
  ],
  ['POST', /^\/d1\/database\/([^/]+)\/(query|raw)$/, query],
]

function query(account: Account, request: Request, id = '', form = '') {
  const { sql, params } = jsonOf(request, Sql)
  try {
    const results = runSql(databaseOf(account, id), sql, params)
    return ok(
      results.map(({ columns, rows }) => ({
        success: true,
        meta: { duration: 0.1, changes: 0 },
        results:
          form === 'raw'
            ? { columns, rows }
            : rows.map((row) =>
                Object.fromEntries(columns.map((name, index) => [name, row[index]]))
              ),
      }))
    )
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(400, 7500, `${error instanceof Error ? error.message : error}: SQLITE_ERROR`)
  }
}

function databaseOf(account: Account, idOrName: string) {
  const found = [...account.databases.values()].find(
    ({ uuid, name }) => uuid === idOrName || name === idOrName
  )
  if (!found) throw new Refusal(404, 7404, `The database ${idOrName} could not be found`)
  return found
}

const NAMESPACE_ROUTES: readonly Route[] = [
  [
    'GET',
    /^\/storage\/kv\/namespaces$/,
    (account, request) => paged(request, [...account.namespaces.values()]),
  ],
  [
    'POST',
    /^\/storage\/kv\/namespaces$/,
    (account, request) => {
      const { title } = jsonOf(request, z.object({ title: z.string() }))
      if ([...account.namespaces.values()].some((each) => each.title === title)) {
        throw new Refusal(400, 10014, 'a namespace with this account ID and title already exists')
      }
      const namespace = { id: randomUUID().replaceAll('-', ''), title }
      account.namespaces.set(namespace.id, namespace)
      return ok(namespace)
    },
  ],
  [
    'DELETE',
    /^\/storage\/kv\/namespaces\/([^/]+)$/,
    (account, _, id = '') => {
      if (!account.namespaces.delete(id)) throw new Refusal(404, 10013, 'namespace not found')
      return ok(null)
    },
  ],
]

const QUEUE_ROUTES: readonly Route[] = [
  [
    'GET',
    /^\/queues$/,
    (account, request) => {
      const names = request.url.searchParams.getAll('name')
      const found = [...account.queues.values()].filter(
        ({ queue_name }) => names.length === 0 || names.includes(queue_name)
      )
      return { ...ok(found), result_info: { page: 1, per_page: 100, total_pages: 1 } }
    },
  ],
  [
    'POST',
    /^\/queues$/,
    (account, request) => {
      const { queue_name } = jsonOf(request, z.object({ queue_name: z.string() }))
      if ([...account.queues.values()].some((each) => each.queue_name === queue_name)) {
        const reason = `Queue name '${queue_name}' is already taken. Please use a different name and try again.`
        throw new Refusal(409, 11009, reason)
      }
      const queue: Queue = {
        queue_id: randomUUID().replaceAll('-', ''),
        queue_name,
        consumers: [],
      }
      account.queues.set(queue.queue_id, queue)
      return ok(queue)
    },
  ],
  [
    'DELETE',
    /^\/queues\/([^/]+)$/,
    (account, _, id = '') => {
      queueOf(account, id)
      account.queues.delete(id)
      return ok(null)
    },
  ],
  [
    'POST',
    /^\/queues\/([^/]+)\/consumers$/,
    (account, request, id = '') => {
      const queue = queueOf(account, id)
      if (queue.consumers.length > 0) {
        throw new Refusal(400, 11004, `Queue ${queue.queue_name} already has a consumer.`)
      }
      const consumer = { ...jsonOf(request, ConsumerBody), consumer_id: randomUUID() }
      queue.consumers.push(withScript(consumer))
      return ok(consumer)
    },
  ],
  [
    'PUT',
    /^\/queues\/([^/]+)\/consumers\/([^/]+)$/,
    (account, request, id = '', consumerId = '') => {
      const { consumers } = queueOf(account, id)
      const at = consumers.findIndex((each) => each.consumer_id === consumerId)
      if (at < 0) throw new Refusal(404, 11001, 'Consumer not found')
      const consumer = { ...jsonOf(request, ConsumerBody), consumer_id: consumerId }
      consumers[at] = withScript(consumer)
      return ok(consumer)
    },
  ],
  [
    'DELETE',
    /^\/queues\/([^/]+)\/consumers\/([^/]+)$/,
    (account, _, id = '', consumerId = '') => {
      const { consumers } = queueOf(account, id)
      const at = consumers.findIndex((each) => each.consumer_id === consumerId)
      if (at < 0) throw new Refusal(404, 11001, 'Consumer not found')
      consumers.splice(at, 1)
      return ok(null)
    },
  ],
]

const ConsumerBody = z.looseObject({ script_name: z.string().optional() })

/** Sent as `script_name`, listed as `script`. */
function withScript(consumer: z.infer<typeof ConsumerBody> & { readonly consumer_id: string }) {
  return { ...consumer, script: consumer.script_name }
}

function queueOf(account: Account, id: string): Queue {
  const queue = account.queues.get(id)
  if (!queue) throw new Refusal(404, 11000, `Queue ${id} not found`)
  return queue
}

const BUCKET_ROUTES: readonly Route[] = [
  [
    'GET',
    /^\/r2\/buckets$/,
    (account) => ok({ buckets: [...account.buckets.keys()].map((name) => ({ name })) }),
  ],
  [
    'POST',
    /^\/r2\/buckets$/,
    (account, request) => {
      const { name } = jsonOf(request, z.object({ name: z.string() }))
      if (account.buckets.has(name)) {
        const reason = 'The bucket you tried to create already exists, and you own it.'
        throw new Refusal(409, 10004, reason)
      }
      account.buckets.set(name, { name, objects: new Map(), rules: [DEFAULT_RULE] })
      return ok({ name })
    },
  ],
  [
    'GET',
    /^\/r2\/buckets\/([^/]+)$/,
    (account, _, name = '') => ok({ name: bucketOf(account, name).name }),
  ],
  [
    'DELETE',
    /^\/r2\/buckets\/([^/]+)$/,
    (account, _, name = '') => {
      if (bucketOf(account, name).objects.size > 0) {
        throw new Refusal(409, 10008, 'The bucket you tried to delete is not empty')
      }
      account.buckets.delete(name)
      return ok({})
    },
  ],
  [
    'GET',
    /^\/r2\/buckets\/([^/]+)\/lifecycle$/,
    (account, _, name = '') => ok({ rules: bucketOf(account, name).rules }),
  ],
  [
    'PUT',
    /^\/r2\/buckets\/([^/]+)\/lifecycle$/,
    (account, request, name = '') => {
      bucketOf(account, name).rules = jsonOf(
        request,
        z.object({ rules: z.array(z.unknown()) })
      ).rules
      return ok({})
    },
  ],
  ['GET', /^\/r2\/buckets\/([^/]+)\/objects$/, listObjects],
  [
    'PUT',
    /^\/r2\/buckets\/([^/]+)\/objects\/(.+)$/,
    (account, { bytes }, name = '', key = '') => {
      const etag = createHash('md5').update(bytes).digest('hex')
      bucketOf(account, name).objects.set(key, { etag, size: bytes.length })
      return ok({ key, etag })
    },
  ],
  [
    'DELETE',
    /^\/r2\/buckets\/([^/]+)\/objects\/(.+)$/,
    (account, _, name = '', key = '') => {
      bucketOf(account, name).objects.delete(key)
      return ok({})
    },
  ],
]

/** Every new bucket has it. */
const DEFAULT_RULE = {
  id: 'Default Multipart Abort Rule',
  enabled: true,
  conditions: { prefix: '' },
  abortMultipartUploadsTransition: { condition: { type: 'Age', maxAge: 604_800 } },
}

function bucketOf(account: Account, name: string): Bucket {
  const bucket = account.buckets.get(name)
  if (!bucket) throw new Refusal(404, 10006, 'The specified bucket does not exist.')
  return bucket
}

function listObjects(account: Account, { url }: Request, name = '') {
  const prefix = url.searchParams.get('prefix') ?? ''
  const start = Number(url.searchParams.get('cursor') ?? 0)
  const size = Number(url.searchParams.get('per_page') ?? 20)
  const all = [...bucketOf(account, name).objects]
    .filter(([key]) => key.startsWith(prefix))
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, { etag, size: bytes }]) => ({ key, etag, size: bytes }))
  const end = start + size
  const isTruncated = end < all.length
  const cursor = isTruncated ? String(end) : ''
  return { ...ok(all.slice(start, end)), result_info: { cursor, is_truncated: isTruncated } }
}

const ACCOUNT_ROUTES: readonly Route[] = [
  [
    'GET',
    /^\/workers\/subdomain$/,
    ({ subdomain }) => {
      if (subdomain === undefined) {
        const reason = 'There is no workers.dev subdomain associated with this account'
        throw new Refusal(404, 10007, reason)
      }
      return ok({ subdomain })
    },
  ],
  [
    'PUT',
    /^\/workers\/subdomain$/,
    (account, request) => {
      account.subdomain = jsonOf(request, z.object({ subdomain: z.string() })).subdomain
      return ok({ subdomain: account.subdomain })
    },
  ],
  ['GET', /^\/workflows(\/.*)?$/, () => ok([])],
  ['POST', /^\/graphql$/, analytics],
]

const Analytics = z.object({
  variables: z.object({ versions: z.array(z.string()), script: z.string() }),
})

function analytics(account: Account, request: Request) {
  const { variables } = jsonOf(request, Analytics)
  const rows = variables.versions.flatMap((scriptVersion) => {
    const traffic = account.traffic.get(scriptVersion)
    if (!traffic) return []
    const { requests, errors, p99Ms } = traffic
    return [
      {
        dimensions: { scriptVersion },
        sum: { requests, errors },
        quantiles: { wallTimeP99: p99Ms * 1_000 },
      },
    ]
  })
  return { data: { viewer: { accounts: [{ workersInvocationsAdaptive: rows }] } }, errors: null }
}

/** D1 and KV give no number of pages. */
function paged(request: Request, all: readonly unknown[]) {
  const size = Number(request.url.searchParams.get('per_page') ?? 20)
  const page = Number(request.url.searchParams.get('page') ?? 1)
  return ok(all.slice((page - 1) * size, page * size))
}

export const ROUTES: readonly Route[] = [
  ...DATABASE_ROUTES,
  ...NAMESPACE_ROUTES,
  ...QUEUE_ROUTES,
  ...BUCKET_ROUTES,
  ...ACCOUNT_ROUTES,
  ...ASSET_ROUTES,
  ...WORKER_ROUTES,
]
