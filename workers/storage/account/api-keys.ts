/**
 * API keys in D1, by SHA-256. An isolate remembers what it has read for ten seconds, misses too; while
 * the database is away a known key goes on working for a quarter of an hour.
 */

import { and, eq, getTableColumns, isNull, type SQL } from 'drizzle-orm'
import { type Permission, permissionsIn } from '../../../pipelines/events/permission'
import type { Scope } from '../../../pipelines/events/scope'
import type { Database } from '../database'
import { sha256Hex } from '../sha256'
import { accounts, apiKeys } from './account-schema'

export type Principal = {
  readonly keyId: string
  readonly scope: Scope
  readonly permissions: ReadonlySet<Permission>
  /** Epoch ms. */
  readonly expiresAt?: number | undefined
  /** The account lets requests of a past departure run at a clock before it. */
  readonly sampleClock?: boolean | undefined
  /** Quota of this key; undefined for that of the deployment. */
  readonly unitsPerMinute?: number | undefined
}

/** A revoked key stops working within this time. */
const REMEMBER_MS = 10_000
/** How long a known key goes on answering while the database is away. */
const STALE_MS = 15 * 60_000
/** The instant of last use is written at most so often. */
const USE_EVERY_MS = 60_000
const MAX_REMEMBERED = 1_000

type Memory = { readonly readAt: number; readonly principal: Principal | undefined }
const remembered = new Map<string, Memory>()
const usedAt = new Map<string, number>()

export function findPrincipal(
  db: Database,
  key: string,
  now: number
): Promise<Principal | undefined> {
  const read = async () => readPrincipal(db, eq(apiKeys.hash, await sha256Hex(key)))
  return recall(`key ${key}`, now, read)
}

/** For requests with an access token, which names the key's id. */
export function findPrincipalById(
  db: Database,
  keyId: string,
  now: number
): Promise<Principal | undefined> {
  return recall(`id ${keyId}`, now, () => readPrincipal(db, eq(apiKeys.id, keyId)))
}

async function recall(
  name: string,
  now: number,
  read: () => Promise<Principal | undefined>
): Promise<Principal | undefined> {
  const known = remembered.get(name)
  if (known && now - known.readAt < REMEMBER_MS) return unexpired(known.principal, now)
  try {
    const principal = await read()
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(name, { readAt: now, principal })
    return unexpired(principal, now)
  } catch (error) {
    if (known?.principal && now - known.readAt < STALE_MS) return unexpired(known.principal, now)
    throw error
  }
}

function unexpired(principal: Principal | undefined, now: number): Principal | undefined {
  return principal?.expiresAt !== undefined && principal.expiresAt <= now ? undefined : principal
}

/** True when the use of a key should be written, at most once a minute in each isolate. */
export function isUseDue(keyId: string, now: number): boolean {
  if (now - (usedAt.get(keyId) ?? 0) < USE_EVERY_MS) return false
  if (usedAt.size >= MAX_REMEMBERED) usedAt.clear()
  usedAt.set(keyId, now)
  return true
}

export async function recordUse(db: Database, keyId: string, now: number): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, keyId))
}

async function readPrincipal(db: Database, isAsked: SQL): Promise<Principal | undefined> {
  const [row] = await db
    .select({ ...getTableColumns(apiKeys), sampleClock: accounts.sampleClock })
    .from(apiKeys)
    .leftJoin(accounts, eq(accounts.id, apiKeys.account))
    .where(and(isAsked, isNull(apiKeys.revokedAt)))
  return (
    row && {
      keyId: row.id,
      scope: { account: row.account, mode: row.mode },
      permissions: permissionsIn(row.scopes),
      expiresAt: row.expiresAt ?? undefined,
      unitsPerMinute: row.unitsPerMinute ?? undefined,
      ...(row.sampleClock === true && { sampleClock: true }),
    }
  )
}
