/** The index of dead letters in D1, and their content while the lake cannot take it. */

import {
  and,
  asc,
  count,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  min,
  or,
  sql,
} from 'drizzle-orm'
import type { Scope } from '../../pipelines/events/scope'
import type { Database } from './database'
import { type DEAD_LETTER_CAUSES, deadLetters } from './schema'

export type DeadLetterCause = (typeof DEAD_LETTER_CAUSES)[number]
export type DeadLetterRow = typeof deadLetters.$inferSelect
export type NewDeadLetter = Omit<DeadLetterRow, 'replayedAt' | 'deaths'>

/** A message that dies again is the same letter, waiting again. */
export async function recordLetter(db: Database, letter: NewDeadLetter): Promise<void> {
  const { cause, reason, diedAt, body } = letter
  await db
    .insert(deadLetters)
    .values(letter)
    .onConflictDoUpdate({
      target: deadLetters.id,
      set: { cause, reason, diedAt, body, replayedAt: null, deaths: sql`deaths + 1` },
    })
}

/** For letters found again by every check: a repeat changes nothing. */
export async function recordLetterOnce(db: Database, letter: NewDeadLetter): Promise<void> {
  await db.insert(deadLetters).values(letter).onConflictDoNothing()
}

export type LetterQuery = {
  readonly cause?: DeadLetterCause | undefined
  /** Epoch ms of its death: from, and before. */
  readonly from?: number | undefined
  readonly until?: number | undefined
  readonly after?: string | undefined
  /** Only those that were not replayed since they died. */
  readonly isWaiting?: boolean | undefined
}

/** By id. */
export function listLetters(
  db: Database,
  scope: Scope,
  { cause, from, until, after, isWaiting }: LetterQuery,
  limit: number
): Promise<DeadLetterRow[]> {
  return db
    .select()
    .from(deadLetters)
    .where(
      and(
        eq(deadLetters.scope, scope),
        cause && eq(deadLetters.cause, cause),
        from === undefined ? undefined : gte(deadLetters.diedAt, from),
        until === undefined ? undefined : lt(deadLetters.diedAt, until),
        after === undefined ? undefined : gt(deadLetters.id, after),
        isWaiting ? isNull(deadLetters.replayedAt) : undefined
      )
    )
    .orderBy(asc(deadLetters.id))
    .limit(limit)
}

export async function findLetter(
  db: Database,
  scope: Scope,
  id: string
): Promise<DeadLetterRow | undefined> {
  const [row] = await db
    .select()
    .from(deadLetters)
    .where(and(eq(deadLetters.scope, scope), eq(deadLetters.id, id)))
  return row
}

export async function markReplayed(db: Database, id: string, at: number): Promise<void> {
  await db.update(deadLetters).set({ replayedAt: at }).where(eq(deadLetters.id, id))
}

/** Letters whose content is here because the lake was away. */
export function parkedLetters(
  db: Database,
  scopes: readonly Scope[],
  limit: number
): Promise<DeadLetterRow[]> {
  return db
    .select()
    .from(deadLetters)
    .where(and(isNotNull(deadLetters.body), inArray(deadLetters.scope, [...scopes])))
    .orderBy(asc(deadLetters.id))
    .limit(limit)
}

/** Its content is in the lake now, unless it died once more meanwhile. */
export async function unpark(db: Database, { id, deaths }: DeadLetterRow): Promise<void> {
  await db
    .update(deadLetters)
    .set({ body: null })
    .where(and(eq(deadLetters.id, id), eq(deadLetters.deaths, deaths)))
}

/**
 * Letters of a store's absence that a healthy platform can count now: dead for a while, and not too
 * often.
 */
export function lettersToRetry(
  db: Database,
  scopes: readonly Scope[],
  { diedBefore, maxDeaths }: { readonly diedBefore: number; readonly maxDeaths: number },
  limit: number
): Promise<DeadLetterRow[]> {
  return db
    .select()
    .from(deadLetters)
    .where(
      and(
        inArray(deadLetters.scope, [...scopes]),
        eq(deadLetters.cause, 'unavailable'),
        isNull(deadLetters.replayedAt),
        lt(deadLetters.diedAt, diedBefore),
        lt(deadLetters.deaths, maxDeaths)
      )
    )
    .orderBy(asc(deadLetters.diedAt))
    .limit(limit)
}

/** Letters of one owner that wait for a replay. */
export async function countWaitingLetters(db: Database, scope: Scope): Promise<number> {
  const [row] = await db
    .select({ letters: count() })
    .from(deadLetters)
    .where(and(eq(deadLetters.scope, scope), isNull(deadLetters.replayedAt)))
  return row?.letters ?? 0
}

export type Waiting = { readonly depth: number; readonly oldestAt: number | undefined }

/** Letters not replayed since they died, of one owner or, without a scope, of all. */
export async function waitingLetters(db: Database, scope: Scope | undefined): Promise<Waiting> {
  const [row] = await db
    .select({ depth: count(), oldestAt: min(deadLetters.diedAt) })
    .from(deadLetters)
    .where(and(scope && eq(deadLetters.scope, scope), isNull(deadLetters.replayedAt)))
  return { depth: row?.depth ?? 0, oldestAt: row?.oldestAt ?? undefined }
}

/** Letters whose content waits here for the lake and names one of the users. */
export async function parkedWith(
  db: Database,
  scope: Scope,
  userHashes: readonly string[]
): Promise<{ readonly id: string; readonly body: string }[]> {
  const rows = await db
    .select({ id: deadLetters.id, body: deadLetters.body })
    .from(deadLetters)
    .where(
      and(
        eq(deadLetters.scope, scope),
        or(...userHashes.map((hash) => sql`instr(${deadLetters.body}, ${hash}) > 0`))
      )
    )
  return rows.flatMap(({ id, body }) => (body === null ? [] : [{ id, body }]))
}

/** The hash of a user leaves the content that waits here for the lake. */
export async function eraseInParked(
  db: Database,
  scope: Scope,
  userHash: string,
  word: string
): Promise<void> {
  await db
    .update(deadLetters)
    .set({ body: sql`replace(${deadLetters.body}, ${userHash}, ${word})` })
    .where(and(eq(deadLetters.scope, scope), isNotNull(deadLetters.body)))
}

export async function forgetLetters(db: Database, scope: Scope, before: number): Promise<number> {
  const { meta } = await db
    .delete(deadLetters)
    .where(and(eq(deadLetters.scope, scope), lt(deadLetters.diedAt, before)))
  return meta.changes
}
