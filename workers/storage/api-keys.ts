/** API keys in D1, by SHA-256. What an isolate has seen it remembers for a minute, misses too. */

import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { Scope } from '../../pipelines/events/scope'
import { apiKeys } from './account-schema'
import type { Database } from './database'

export const PERMISSIONS = ['read', 'write'] as const
export type Permission = (typeof PERMISSIONS)[number]

export type Principal = {
  readonly keyId: string
  readonly scope: Scope
  readonly permissions: ReadonlySet<string>
}

/** A revoked key stops working within this time. */
const REMEMBER_MS = 60_000
const MAX_REMEMBERED = 1_000
const remembered = new Map<
  string,
  { readonly until: number; readonly principal: Principal | undefined }
>()

export function findPrincipal(db: Database, key: string): Promise<Principal | undefined> {
  return recall(`key ${key}`, async () => readPrincipal(db, eq(apiKeys.hash, await sha256Hex(key))))
}

/** For those who come with an access token, which names the key's id. */
export function findPrincipalById(db: Database, keyId: string): Promise<Principal | undefined> {
  return recall(`id ${keyId}`, () => readPrincipal(db, eq(apiKeys.id, keyId)))
}

async function recall(
  name: string,
  read: () => Promise<Principal | undefined>
): Promise<Principal | undefined> {
  const known = remembered.get(name)
  if (known && known.until > Date.now()) return known.principal

  const principal = await read()
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(name, { until: Date.now() + REMEMBER_MS, principal })
  return principal
}

async function readPrincipal(db: Database, isAsked: SQL): Promise<Principal | undefined> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(isAsked, isNull(apiKeys.revokedAt)))
  return (
    row && {
      keyId: row.id,
      scope: { account: row.account, mode: row.mode },
      permissions: new Set(row.scopes.split(' ')),
    }
  )
}

export async function sha256Hex(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
