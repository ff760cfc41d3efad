/** A lake in tests: raw objects put into it, curated rows read from it, and bindings that break. */

import { env } from 'cloudflare:workers'
import type { Event } from '../../pipelines/events/event'
import { lineOf } from '../../pipelines/events/event-line'
import { readRows } from '../../pipelines/lake/curated/parquet'
import type { Table, TableName } from '../../pipelines/lake/curated/table'
import { TABLES, tableNamed } from '../../pipelines/lake/curated/tables'
import { curatedPrefix, rawKey } from '../../pipelines/lake/keys'
import { deflate } from '../../workers/lake/raw-text'
import { listAll } from '../../workers/lake/walk'
import { connect, type Services } from '../../workers/services'
import { openDatabase } from '../../workers/storage/database'
import { createFakeLog } from '../fakes/log'
import { TEST } from './scopes'

export const services = connect(env, {
  now: Date.parse('2026-11-20T15:00:00Z'),
  // Runs that are broken on purpose log what broke.
  log: createFakeLog().log,
  defer: () => {},
})

export async function putRaw(
  name: string,
  events: readonly Event[],
  { scope = TEST, receivedAt = 0, lines = [] as string[] } = {}
): Promise<string> {
  const at = receivedAt || events[0]?.receivedAt || services.now
  const key = rawKey({ scope, receivedAt: at, name })
  const text = [...events.map(lineOf), ...lines].map((line) => `${line}\n`).join('')
  await env.LAKE.put(key, deflate(text))
  return key
}

export async function emptyLake(): Promise<void> {
  const keys = (await listAll(env.LAKE, '')).map(({ key }) => key)
  for (let at = 0; at < keys.length; at += 1000) await env.LAKE.delete(keys.slice(at, at + 1000))
  for (const table of ['lake_objects', 'lake_cursors', 'leases', 'data_quality_log', 'alerts']) {
    await env.DB.prepare(`DELETE FROM ${table}`).run()
  }
}

export type Named = Record<string, unknown>

export async function curated(name: TableName, scope = TEST): Promise<Named[]> {
  const table: Table = tableNamed(name)
  const rows: Named[] = []
  for (const { key } of await listAll(env.LAKE, curatedPrefix(scope, name))) {
    const object = await env.LAKE.get(key)
    for (const row of object ? await readRows(table, await object.arrayBuffer()) : []) {
      rows.push(Object.fromEntries(table.columns.map((column, at) => [column.name, row[at]])))
    }
  }
  return rows
}

/** Returns the bytes of the curated lake. */
export async function fingerprint(): Promise<Record<string, string>> {
  const objects = await listAll(env.LAKE, curatedPrefix(TEST))
  return Object.fromEntries(objects.map(({ key, etag }) => [key, etag]))
}

export async function curatedCounts(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { name } of TABLES) counts[name] = (await curated(name)).length
  return counts
}

export type Breaking = { readonly fail: number; readonly when: 'before' | 'after' }

/** Services whose call number `fail` to the lake or the database throws. */
export function breakingAt({ fail, when }: Breaking): { services: Services; calls: () => number } {
  let calls = 0
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1
    const mine = calls
    if (mine === fail && when === 'before') throw new Error(`broken before call ${mine}`)
    const result = await work()
    if (mine === fail && when === 'after') throw new Error(`broken after call ${mine}`)
    return result
  }
  const { LAKE: lake } = env
  const broken = {
    lake: overriding(lake, {
      get: (key: string) => around(() => lake.get(key)),
      list: (options: R2ListOptions) => around(() => lake.list(options)),
      delete: (keys: string[]) => around(() => lake.delete(keys)),
      put: (...args: Parameters<R2Bucket['put']>) => around(() => lake.put(...args)),
    }),
    db: openDatabase(
      overriding(env.DB, {
        prepare: (query: string) => breakingStatement(env.DB.prepare(query), around),
        batch: (statements: D1PreparedStatement[]) =>
          around(() => env.DB.batch(statements.map((each) => originals.get(each) ?? each))),
      })
    ),
  }
  return { services: { ...services, ...broken }, calls: () => calls }
}

type Around = <T>(work: () => Promise<T>) => Promise<T>

function breakingStatement(statement: D1PreparedStatement, around: Around): D1PreparedStatement {
  const broken = overriding(statement, {
    bind: (...values: unknown[]) => breakingStatement(statement.bind(...values), around),
    run: () => around(() => statement.run()),
    all: () => around(() => statement.all()),
    raw: () => around(() => statement.raw()),
  })
  originals.set(broken, statement)
  return broken
}

/** A D1 batch accepts prepared statements only. */
const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

function overriding<T extends object>(target: T, methods: Record<string, unknown>): T {
  return new Proxy(target, {
    get(_, name) {
      if (typeof name === 'string' && name in methods) return methods[name]
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
