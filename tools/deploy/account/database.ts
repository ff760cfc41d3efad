/** The deployed database by REST: drizzle over D1's raw queries, and its migrations through wrangler. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { drizzle, type SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import { z } from 'zod'
import { root } from './plan'
import { change, type Run } from './run'

const Raw = z.array(
  z.looseObject({ results: z.looseObject({ rows: z.array(z.array(z.unknown())) }) })
)
const Bookmark = z.looseObject({ bookmark: z.string().optional() })

export type RemoteDatabase = SqliteRemoteDatabase

export function openRemote({ cloudflare }: Run, id: string): RemoteDatabase {
  return drizzle(async (sql, params) => ({ rows: await rows(cloudflare, id, sql, params) }))
}

async function rows(
  cloudflare: Run['cloudflare'],
  id: string,
  sql: string,
  params: readonly unknown[] = []
): Promise<unknown[][]> {
  const request = { method: 'POST', path: `/d1/database/${id}/raw`, json: { sql, params } } as const
  const [answer] = await cloudflare.call(Raw, request)
  return answer?.results.rows ?? []
}

/** Reads wrangler's own table of migrations, so that either tool may continue the other's work. */
export async function pendingMigrations(run: Run, id: string | undefined): Promise<string[]> {
  const files = (await readdir(join(root, 'migrations'))).filter((name) => name.endsWith('.sql'))
  if (id === undefined) return files.sort()
  const table = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'd1_migrations'"
  const known = await rows(run.cloudflare, id, table)
  if (known.length === 0) return files.sort()
  const applied = await rows(run.cloudflare, id, 'SELECT name FROM d1_migrations')
  const names = new Set(applied.map(([name]) => name))
  return files.filter((name) => !names.has(name)).sort()
}

/** Each migration is one batch: an interruption leaves it whole or absent. */
export async function migrate(
  run: Run,
  config: string,
  database: { readonly binding: string; readonly name: string; readonly id: string | undefined }
): Promise<void> {
  const { binding, name, id } = database
  const pending = await pendingMigrations(run, id)
  if (pending.length === 0) {
    run.journal.write('migrations', 'kept', `${name} has them all`)
    return
  }
  await noteBookmark(run, name, id)
  await change(run, 'migrations', `apply ${pending.join(', ')} to ${name}`, () =>
    run.wrangler(['d1', 'migrations', 'apply', binding, '--remote', ...environmentOf(run, config)])
  )
}

export function environmentOf({ plan }: Run, config: string): string[] {
  return ['--config', config, '--env', plan.environment]
}

/** Notes the bookmark to restore if a migration is wrong; D1 keeps it for 30 days. */
async function noteBookmark(run: Run, name: string, id: string | undefined): Promise<void> {
  if (run.dryRun || id === undefined) return
  const path = `/d1/database/${id}/time_travel/bookmark`
  const { bookmark } = await run.cloudflare.call(Bookmark, { path })
  if (bookmark === undefined) return
  const undo = `npx wrangler d1 time-travel restore ${name} --bookmark=${bookmark}`
  run.journal.write('migrations', 'note', `state before: ${undo}`)
}
