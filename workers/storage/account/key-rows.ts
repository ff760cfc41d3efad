/** Rows of API keys, each by the account that owns it. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type Permission, permissionText } from '../../../pipelines/events/permission'
import type { Scope } from '../../../pipelines/events/scope'
import type { Database } from '../database'
import { sha256Hex } from '../sha256'
import { apiKeys } from './account-schema'
import { addAccount } from './accounts'

export type KeyRow = typeof apiKeys.$inferSelect

export type NewKey = {
  readonly name: string
  readonly scope: Scope
  readonly permissions: readonly Permission[]
  readonly expiresAt: number | null
  readonly unitsPerMinute?: number | null
}

const KEY_BYTES = 24

/** The key itself is in this result alone; the row, which is not stored yet, has its SHA-256. */
export async function newKey(
  { name, scope, permissions, expiresAt, unitsPerMinute = null }: NewKey,
  now: number
): Promise<{ readonly key: string; readonly row: KeyRow }> {
  const key = `sk_${scope.mode}_${randomText(KEY_BYTES)}`
  const row = {
    id: `key_${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`,
    hash: await sha256Hex(key),
    name,
    account: scope.account,
    mode: scope.mode,
    scopes: permissionText(permissions),
    createdAt: now,
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
    unitsPerMinute,
  }
  return { key, row }
}

export async function storeKey(db: Database, row: KeyRow): Promise<void> {
  await addAccount(db, row.account, row.createdAt)
  await db.insert(apiKeys).values(row)
}

/** Newest first. */
export function listKeys(db: Database, account: string): Promise<KeyRow[]> {
  return db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.account, account))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
}

/** Undefined for a key of another account, or one that was revoked. */
export async function findKey(
  db: Database,
  account: string,
  id: string
): Promise<KeyRow | undefined> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.account, account), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
  return row
}

/** Safe to repeat: the first instant stays. */
export async function revokeKey(db: Database, row: KeyRow, now: number): Promise<void> {
  await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, row.id), isNull(apiKeys.revokedAt)))
}

/** Never later than it would have ended by itself. */
export async function endKeyAt(db: Database, row: KeyRow, at: number): Promise<void> {
  await db
    .update(apiKeys)
    .set({ expiresAt: sql`min(coalesce(expires_at, ${at}), ${at})` })
    .where(eq(apiKeys.id, row.id))
}

function randomText(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes))
  return btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
