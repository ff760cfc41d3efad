/** API keys of a local state folder, written into its database while a server may be running on it. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type Permission, permissionsIn, permissionText } from '../../pipelines/events/permission'
import { MODES, type Mode } from '../../pipelines/events/scope'

const KEY_BYTES = 24
const FOLDER = 'storage/d1/miniflare-D1DatabaseObject'

const Row = z.object({
  id: z.string(),
  name: z.string(),
  account: z.string(),
  mode: z.enum(MODES),
  scopes: z.string().transform((text) => [...permissionsIn(text)]),
  created_at: z.number(),
  expires_at: z.number().nullable(),
  last_used_at: z.number().nullable(),
  revoked_at: z.number().nullable(),
})
export type LocalKey = z.infer<typeof Row>

export type NewLocalKey = {
  readonly name: string
  readonly account: string
  readonly mode: Mode
  readonly permissions: readonly Permission[]
}

/** Opens the database for one call; waits for a server that is writing. */
export function withKeys<T>(stateDir: string, work: (database: DatabaseSync) => T): T {
  const folder = join(stateDir, FOLDER)
  const names = existsSync(folder) ? readdirSync(folder) : []
  const name = names.find((each) => each.endsWith('.sqlite') && each !== 'metadata.sqlite')
  if (!name) {
    throw new Error(
      `No state in ${folder}: run npm run serve -- --state ${stateDir} once, or name another folder by --state`
    )
  }
  const database = new DatabaseSync(join(folder, name), { timeout: 5_000 })
  try {
    return work(database)
  } finally {
    database.close()
  }
}

export function createLocalKey(
  database: DatabaseSync,
  { name, account, mode, permissions }: NewLocalKey,
  now: number
): { readonly key: string; readonly id: string } {
  const key = `sk_${mode}_${randomBytes(KEY_BYTES).toString('base64url')}`
  const id = `key_${randomBytes(8).toString('hex')}`
  const hash = createHash('sha256').update(key).digest('hex')
  database
    .prepare('INSERT INTO accounts (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING')
    .run(account, now)
  database
    .prepare(
      `INSERT INTO api_keys (id, hash, name, account, mode, scopes, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`
    )
    .run(id, hash, name, account, mode, permissionText(permissions), now)
  return { key, id }
}

/** Test keys of the account then run requests of a past departure at a clock before it. */
export function allowSampleClock(
  database: DatabaseSync,
  account: string,
  isAllowed: boolean
): void {
  // A further key without the option takes nothing away.
  if (!isAllowed) return
  database.prepare('UPDATE accounts SET sample_clock = 1 WHERE id = ?').run(account)
}

export function listLocalKeys(database: DatabaseSync, account: string | undefined): LocalKey[] {
  const rows = database
    .prepare(
      `SELECT id, name, account, mode, scopes, created_at, expires_at, last_used_at, revoked_at
       FROM api_keys WHERE ? IN ('', account) ORDER BY account, created_at, id`
    )
    .all(account ?? '')
  return z.array(Row).parse(rows)
}

/** The new key has the account, mode and scopes of the old one, which ends after the overlap. */
export function rotateLocalKey(
  database: DatabaseSync,
  id: string,
  overlapMs: number,
  now: number
): { readonly key: string; readonly id: string; readonly old: LocalKey } {
  const old = findWorking(database, id)
  const created = createLocalKey(database, { ...old, permissions: old.scopes }, now)
  const end = now + overlapMs
  database
    .prepare('UPDATE api_keys SET expires_at = min(coalesce(expires_at, ?), ?) WHERE id = ?')
    .run(end, end, id)
  return { ...created, old }
}

export function revokeLocalKey(database: DatabaseSync, id: string, now: number): LocalKey {
  const found = findWorking(database, id)
  database.prepare('UPDATE api_keys SET revoked_at = ? WHERE id = ?').run(now, id)
  return { ...found, revoked_at: now }
}

function findWorking(database: DatabaseSync, id: string): LocalKey {
  const found = listLocalKeys(database, undefined).find(
    (each) => each.id === id && each.revoked_at === null
  )
  if (!found)
    throw new Error(`There is no API key "${id}" that works; npm run keys -- list shows all`)
  return found
}
