/** Shared market pools of a local state folder. */
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { MAX_MEMBERS } from '../../../pipelines/events/pool'

const Row = z.object({ id: z.string() })

/** Returns the members; the account leaves the pool it was in. */
export function joinLocalPool(
  database: DatabaseSync,
  pool: string,
  account: string
): readonly string[] {
  const others = membersOf(database, pool).filter((each) => each !== account)
  if (others.length >= MAX_MEMBERS) {
    throw new Error(`The pool "${pool}" has ${MAX_MEMBERS} members, the most of a pool`)
  }
  const { changes } = database
    .prepare('UPDATE accounts SET pool = ? WHERE id = ?')
    .run(pool, account)
  if (changes === 0) {
    throw new Error(`There is no account "${account}"; npm run keys -- create --account ${account}`)
  }
  return membersOf(database, pool)
}

/** Returns the members that are left. */
export function leaveLocalPool(
  database: DatabaseSync,
  pool: string,
  account: string
): readonly string[] {
  const { changes } = database
    .prepare('UPDATE accounts SET pool = NULL WHERE id = ? AND pool = ?')
    .run(account, pool)
  if (changes === 0) throw new Error(`"${account}" is no member of the pool "${pool}"`)
  return membersOf(database, pool)
}

function membersOf(database: DatabaseSync, pool: string): readonly string[] {
  const rows = database.prepare('SELECT id FROM accounts WHERE pool = ? ORDER BY id').all(pool)
  return z
    .array(Row)
    .parse(rows)
    .map(({ id }) => id)
}
