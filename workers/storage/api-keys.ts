/** API keys in D1, by SHA-256. What an isolate has seen it remembers for a minute, misses too. */
import { and, eq, isNull, type SQL } from 'drizzle-orm'
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

export function findCaller(db: Database, key: string): Promise<Caller | undefined> {
  return recall(`key ${key}`, async () => readCaller(db, eq(apiKeys.hash, await sha256Hex(key))))
}

/** For those who come with an access token, which names the key's id. */
export function findCallerById(db: Database, keyId: string): Promise<Caller | undefined> {
  return recall(`id ${keyId}`, () => readCaller(db, eq(apiKeys.id, keyId)))
}

async function recall(
  name: string,
  read: () => Promise<Caller | undefined>
): Promise<Caller | undefined> {
  const known = remembered.get(name)
  if (known && known.until > Date.now()) return known.caller

  const caller = await read()
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(name, { until: Date.now() + REMEMBER_MS, caller })
  return caller
}

async function readCaller(db: Database, isAsked: SQL): Promise<Caller | undefined> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(isAsked, isNull(apiKeys.revokedAt)))
  return row && { keyId: row.id, liveMode: row.liveMode, scopes: new Set(row.scopes.split(' ')) }
}

export async function sha256Hex(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
