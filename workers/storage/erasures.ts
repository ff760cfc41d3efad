/** Requests to erase a user, and their progress in the walks over the lake. */

import { and, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import { DAY_MS } from '../../models/airline/calendar'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { Database } from './database'
import { erasures } from './schema'

export type Erasure = typeof erasures.$inferSelect

/** One open request a user; a repeat returns the same. A user has a hash for each key of the deployment. */
export async function requestErasure(
  db: Database,
  {
    userHashes,
    ...named
  }: Pick<Erasure, 'id' | 'scope' | 'requestedAt'> & { readonly userHashes: readonly string[] }
): Promise<Erasure> {
  const request = { ...named, userHash: userHashes.join(' ') }
  const { scope, userHash } = request
  const open = and(
    eq(erasures.scope, scope),
    eq(erasures.userHash, userHash),
    isNull(erasures.finishedAt)
  )
  const [before] = await db.select().from(erasures).where(open)
  if (before) return before
  await db.insert(erasures).values(request).onConflictDoNothing()
  return { ...request, clearedAt: null, finishedAt: null, objects: 0 }
}

export async function findErasure(
  db: Database,
  scope: Scope,
  id: string
): Promise<Erasure | undefined> {
  const [row] = await db
    .select()
    .from(erasures)
    .where(and(eq(erasures.id, id), eq(erasures.scope, scope)))
  return row
}

/** Events under way at the request are stored by then. */
export const GRACE_MS = 3_600_000

export type UserHashes = readonly string[]

/** Users of the walk that begins at `at`: new ones, and those whose last walk is due. */
export async function erasuresDue(db: Database, scope: Scope, at: number): Promise<UserHashes[]> {
  const rows = await db
    .select({ userHash: erasures.userHash })
    .from(erasures)
    .where(
      and(
        eq(erasures.scope, scope),
        isNotNull(erasures.userHash),
        isNull(erasures.finishedAt),
        lte(erasures.requestedAt, at),
        or(isNull(erasures.clearedAt), lte(erasures.requestedAt, at - GRACE_MS))
      )
    )
  return rows.flatMap(({ userHash }) => (userHash === null ? [] : [userHash.split(' ')]))
}

/**
 * A message stays in a queue for at most 14 days; the hash is kept until no message can bring the
 * user back.
 */
const REMEMBER_MS = 15 * DAY_MS

export type ErasedUser = Pick<Erasure, 'scope' | 'requestedAt'> & {
  readonly userHashes: UserHashes
}

/** Users whose events may still be in a queue. */
export async function erasedUsers(db: Database): Promise<ErasedUser[]> {
  const rows = await db.select().from(erasures).where(isNotNull(erasures.userHash))
  return rows.map(({ scope, userHash, requestedAt }) => ({
    scope,
    requestedAt,
    userHashes: userHash?.split(' ') ?? [],
  }))
}

/** Objects rewritten, by the hashes of their user. */
export async function countErased(
  db: Database,
  scope: Scope,
  objects: ReadonlyMap<UserHashes, number>
): Promise<void> {
  if (objects.size === 0) return
  const counts = JSON.stringify(
    Array.from(objects, ([hashes, count]) => ({ hash: hashes.join(' '), count }))
  )
  await db.run(sql`UPDATE ${erasures} SET objects = objects + (each.value->>'count')
    FROM json_each(${counts}) AS each
    WHERE scope = ${scopeKey(scope)} AND user_hash = each.value->>'hash'`)
}

/** A walk that began at `at` is over. */
export async function closeErasures(
  db: Database,
  scope: Scope,
  at: number,
  now: number
): Promise<void> {
  await db.batch([
    db
      .update(erasures)
      .set({ clearedAt: now })
      .where(
        and(eq(erasures.scope, scope), isNull(erasures.clearedAt), lte(erasures.requestedAt, at))
      ),
    db
      .update(erasures)
      .set({ finishedAt: now })
      .where(
        and(
          eq(erasures.scope, scope),
          isNull(erasures.finishedAt),
          lte(erasures.requestedAt, at - GRACE_MS)
        )
      ),
  ])
}

/** The request itself forgets the user once no queue can hold an event of theirs. */
export async function forgetErased(db: Database, scope: Scope, at: number): Promise<void> {
  await db
    .update(erasures)
    .set({ userHash: null })
    .where(
      and(
        eq(erasures.scope, scope),
        isNotNull(erasures.finishedAt),
        lte(erasures.requestedAt, at - REMEMBER_MS)
      )
    )
}
