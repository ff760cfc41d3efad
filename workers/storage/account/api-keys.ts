/** API keys in D1, by SHA-256. */
import { and, eq, getTableColumns, isNull, type SQL } from 'drizzle-orm'
import { type Permission, permissionsIn } from '../../../pipelines/events/permission'
import type { Pool } from '../../../pipelines/events/pool'
import type { Scope } from '../../../pipelines/events/scope'
import type { Database } from '../database'
import { sha256Hex } from '../sha256'
import { accounts, apiKeys } from './account-schema'
import { membersOfPool, poolOf } from './pools'

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
  /** The shared market pool of the account. */
  readonly pool?: Pool | undefined
}

/** Undefined for a key that is unknown or was revoked. */
export async function readPrincipal(db: Database, key: string): Promise<Principal | undefined> {
  return principalWhere(db, eq(apiKeys.hash, await sha256Hex(key)))
}

/** For requests with an access token, which names the key's id. */
export function readPrincipalById(db: Database, keyId: string): Promise<Principal | undefined> {
  return principalWhere(db, eq(apiKeys.id, keyId))
}

export async function recordUse(db: Database, keyId: string, now: number): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, keyId))
}

async function principalWhere(db: Database, isWanted: SQL): Promise<Principal | undefined> {
  const [row] = await db
    .select({
      ...getTableColumns(apiKeys),
      sampleClock: accounts.sampleClock,
      pool: accounts.pool,
      members: membersOfPool,
    })
    .from(apiKeys)
    .leftJoin(accounts, eq(accounts.id, apiKeys.account))
    .where(and(isWanted, isNull(apiKeys.revokedAt)))
  return (
    row && {
      keyId: row.id,
      scope: { account: row.account, mode: row.mode },
      permissions: permissionsIn(row.scopes),
      expiresAt: row.expiresAt ?? undefined,
      unitsPerMinute: row.unitsPerMinute ?? undefined,
      ...(row.sampleClock === true && { sampleClock: true }),
      pool: poolOf(row.pool, row.members),
    }
  )
}
