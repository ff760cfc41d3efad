/**
 * API keys in the memory of an isolate: each read of the last ten seconds, misses too. While the
 * database is away a known key goes on working for a quarter of an hour.
 */
import type { Database } from '../database'
import { type Principal, readPrincipal, readPrincipalById } from './api-keys'
import type { Failures } from './failed-attempts'

/** A revoked key stops working everywhere within this time. */
export const REMEMBER_MS = 10_000
/** How long a known key goes on answering while the database is away. */
export const STALE_MS = 15 * 60_000
/** The instant of last use is written at most so often. */
const USE_EVERY_MS = 60_000
const MAX_REMEMBERED = 1_000

type Memory = { readonly readAt: number; readonly principal: Principal | undefined }

export class KeyMemory {
  readonly #read = new Map<string, Memory>()
  readonly #usedAt = new Map<string, number>()
  /** Unknown keys by network address. */
  readonly failures: Failures = new Map()

  find(db: Database, key: string, now: number): Promise<Principal | undefined> {
    return this.#recall(nameOf(key), now, () => readPrincipal(db, key))
  }

  findById(db: Database, keyId: string, now: number): Promise<Principal | undefined> {
    return this.#recall(`id ${keyId}`, now, () => readPrincipalById(db, keyId))
  }

  /** The key as it was last read, where that is recent enough to answer without the database. */
  cached(key: string, now: number): Principal | undefined {
    const known = this.#read.get(nameOf(key))
    return known && now - known.readAt < REMEMBER_MS ? unexpired(known.principal, now) : undefined
  }

  /** Whether the use of the key was written within the last minute. */
  isUseWritten(keyId: string, now: number): boolean {
    return now - (this.#usedAt.get(keyId) ?? 0) < USE_EVERY_MS
  }

  /** True when the use of a key should be written, at most once a minute in each isolate. */
  isUseDue(keyId: string, now: number): boolean {
    if (this.isUseWritten(keyId, now)) return false
    if (this.#usedAt.size >= MAX_REMEMBERED) this.#usedAt.clear()
    this.#usedAt.set(keyId, now)
    return true
  }

  async #recall(
    name: string,
    now: number,
    read: () => Promise<Principal | undefined>
  ): Promise<Principal | undefined> {
    const known = this.#read.get(name)
    if (known && now - known.readAt < REMEMBER_MS) return unexpired(known.principal, now)
    try {
      const principal = await read()
      if (this.#read.size >= MAX_REMEMBERED) this.#read.clear()
      this.#read.set(name, { readAt: now, principal })
      return unexpired(principal, now)
    } catch (error) {
      if (known?.principal && now - known.readAt < STALE_MS) return unexpired(known.principal, now)
      throw error
    }
  }
}

function nameOf(key: string): string {
  return `key ${key}`
}

function unexpired(principal: Principal | undefined, now: number): Principal | undefined {
  return principal?.expiresAt !== undefined && principal.expiresAt <= now ? undefined : principal
}
