/** API keys in D1, by SHA-256. What an isolate has seen it remembers for a minute, misses too. */
import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from './database'
import { apiKeys } from './schema'

export const SCOPES = ['read', 'write'] as const
export type Scope = (typeof SCOPES)[number]

export type Caller = {
  readonly keyId: string
  readonly liveMode: boolean
  readonly scopes: ReadonlySet<string>
}

/** A revoked key stops working within this time. */
const REMEMBER_MS = 60_000
const MAX_REMEMBERED = 1_000
const remembered = new Map<
  string,
  { readonly until: number; readonly caller: Caller | undefined }
>()

export async function findCaller(db: Database, key: string): Promise<Caller | undefined> {
  const known = remembered.get(key)
  if (known && known.until > Date.now()) return known.caller

  const caller = await readCaller(db, await sha256Hex(key))
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(key, { until: Date.now() + REMEMBER_MS, caller })
  return caller
}

async function readCaller(db: Database, hash: string): Promise<Caller | undefined> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)))
  return row && { keyId: row.id, liveMode: row.liveMode, scopes: new Set(row.scopes.split(' ')) }
}

export async function sha256Hex(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
