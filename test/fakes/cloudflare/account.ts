/** The parts of a Cloudflare account that a deployment of one Worker touches. */
import { randomUUID } from 'node:crypto'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { unstable_splitSqlQuery } from 'wrangler'

export type Binding = {
  readonly type: string
  readonly name: string
  readonly [key: string]: unknown
}

export type StoredVersion = {
  readonly id: string
  readonly number: number
  readonly annotations: Readonly<Record<string, string>>
  readonly bindings: readonly Binding[]
}

export type StoredDeployment = {
  readonly id: string
  readonly created_on: string
  readonly annotations: Readonly<Record<string, string>>
  readonly versions: readonly { readonly version_id: string; readonly percentage: number }[]
}

export type Script = {
  migrationTag: string | undefined
  tags: readonly string[]
  readonly versions: StoredVersion[]
  readonly deployments: StoredDeployment[]
  schedules: readonly { readonly cron: string }[]
}

export type Queue = {
  readonly queue_id: string
  readonly queue_name: string
  readonly consumers: Record<string, unknown>[]
}

export type Bucket = {
  readonly name: string
  readonly objects: Map<string, { readonly etag: string; readonly size: number }>
  rules: readonly unknown[]
}

export type Database = {
  readonly uuid: string
  readonly name: string
  readonly sqlite: DatabaseSync
}

export type Traffic = { readonly requests: number; readonly errors: number; readonly p99Ms: number }

export type Account = {
  subdomain: string | undefined
  hasPreviews: boolean
  readonly databases: Map<string, Database>
  readonly namespaces: Map<string, { readonly id: string; readonly title: string }>
  readonly queues: Map<string, Queue>
  readonly buckets: Map<string, Bucket>
  readonly scripts: Map<string, Script>
  /** Bytes of static assets by their hash. */
  readonly assets: Map<string, number>
  /** Hashes that the open upload session still waits for. */
  missingAssets: Set<string>
  /** Analytics by version. */
  readonly traffic: Map<string, Traffic>
}

export function emptyAccount(): Account {
  return {
    subdomain: undefined,
    // Cloudflare makes no preview URLs for a Worker with Durable Objects.
    hasPreviews: false,
    databases: new Map(),
    namespaces: new Map(),
    queues: new Map(),
    buckets: new Map(),
    scripts: new Map(),
    assets: new Map(),
    missingAssets: new Set(),
    traffic: new Map(),
  }
}

export function addDatabase(account: Account, name: string): Database {
  const database = { uuid: randomUUID(), name, sqlite: new DatabaseSync(':memory:') }
  account.databases.set(database.uuid, database)
  return database
}

/** All statements or none, as D1 runs a query. */
export function runSql(
  { sqlite }: Database,
  sql: string,
  params: readonly SQLInputValue[]
): { readonly columns: string[]; readonly rows: unknown[][] }[] {
  sqlite.exec('BEGIN')
  try {
    const results = unstable_splitSqlQuery(sql).map((statement) => {
      const prepared = sqlite.prepare(statement)
      const columns = prepared.columns().map(({ name }) => name)
      if (columns.length === 0) {
        prepared.run(...params)
        return { columns, rows: [] }
      }
      prepared.setReturnArrays(true)
      return { columns, rows: prepared.all(...params).map((row) => Object.values(row)) }
    })
    sqlite.exec('COMMIT')
    return results
  } catch (error) {
    sqlite.exec('ROLLBACK')
    throw error
  }
}
