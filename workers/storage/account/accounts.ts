/** Accounts in D1: whoever owns keys and data. */
import { asc } from 'drizzle-orm'
import { type Scope, scopesOf } from '../../../pipelines/events/scope'
import type { Database } from '../database'
import { accounts } from './account-schema'

/** Both scopes of every account, by name, for crons. */
export async function readScopes(db: Database): Promise<readonly Scope[]> {
  const rows = await db.select({ id: accounts.id }).from(accounts).orderBy(asc(accounts.id))
  return rows.flatMap(({ id }) => scopesOf(id))
}

/** Safe to repeat. */
export async function addAccount(db: Database, id: string, now: number): Promise<void> {
  await db.insert(accounts).values({ id, createdAt: now }).onConflictDoNothing()
}
