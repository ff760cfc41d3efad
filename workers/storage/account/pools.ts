/** Shared market pools in D1: an account is a member of one or of none. */
import { and, asc, count, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import { MAX_MEMBERS, type Pool } from '../../../pipelines/events/pool'
import type { Database } from '../database'
import { accounts } from './account-schema'

/** Members of the pool of the row's account, separated by spaces; null outside of a pool. */
export const membersOfPool = sql<string | null>`(SELECT group_concat(member.id, ' ')
  FROM accounts AS member WHERE member.pool = ${accounts.pool})`

export function poolOf(name: string | null, members: string | null): Pool | undefined {
  if (name === null || members === null) return undefined
  return { name, members: members.split(' ').sort() }
}

export async function readMembers(db: Database, pool: string): Promise<readonly string[]> {
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.pool, pool))
    .orderBy(asc(accounts.id))
  return rows.map(({ id }) => id)
}

/** Pool by account. */
export async function readPool(db: Database, account: string): Promise<Pool | undefined> {
  const [row] = await db
    .select({ pool: accounts.pool, members: membersOfPool })
    .from(accounts)
    .where(eq(accounts.id, account))
  return row && poolOf(row.pool, row.members)
}

/** Names of pools by account, without those that are in none. */
export async function readPoolNames(
  db: Database,
  ids: readonly string[]
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .select({ id: accounts.id, pool: accounts.pool })
    .from(accounts)
    .where(and(isNotNull(accounts.pool), inArray(accounts.id, [...ids])))
  return new Map(rows.flatMap(({ id, pool }) => (pool === null ? [] : [[id, pool] as const])))
}

export type JoinRefusal = 'unknown-account' | 'full'

/** Leaves the pool it was in. Safe to repeat. */
export async function joinPool(
  db: Database,
  pool: string,
  account: string
): Promise<JoinRefusal | undefined> {
  const others = db
    .select({ found: count() })
    .from(accounts)
    .where(and(eq(accounts.pool, pool), ne(accounts.id, account)))
  const { meta } = await db
    .update(accounts)
    .set({ pool })
    .where(and(eq(accounts.id, account), sql`(${others}) < ${MAX_MEMBERS}`))
  if (meta.changes > 0) return undefined
  const [known] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.id, account))
  return known ? 'full' : 'unknown-account'
}

/** False when it is no member. */
export async function leavePool(db: Database, pool: string, account: string): Promise<boolean> {
  const { meta } = await db
    .update(accounts)
    .set({ pool: null })
    .where(and(eq(accounts.id, account), eq(accounts.pool, pool)))
  return meta.changes > 0
}
