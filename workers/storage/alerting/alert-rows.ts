/** Alerts in D1: one row a change of state, so that a state is reported once. */
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import type { Database } from '../database'
import { alerts } from '../schema'

/** A thing that may be in alarm, as it is seen now. */
export type Watched = {
  /** Names it within its kind, such as a job. */
  readonly subject: string
  readonly isRaised: boolean
  /** A sentence for people. */
  readonly detail: string
}

const Latest = z.object({ subject: z.string(), state: z.enum(['raised', 'resolved']) })

/** Subjects of a kind whose latest alert is raised. */
export async function raisedSubjects(
  db: Database,
  scope: Scope,
  kind: string
): Promise<ReadonlySet<string>> {
  const rows = await db.all(sql`SELECT subject, state FROM (
      SELECT subject, state, row_number() OVER (PARTITION BY subject ORDER BY at DESC, rowid DESC) AS place
      FROM ${alerts} WHERE scope = ${scopeKey(scope)} AND kind = ${kind})
    WHERE place = 1`)
  const raised = z
    .array(Latest)
    .parse(rows)
    .filter(({ state }) => state === 'raised')
  return new Set(raised.map(({ subject }) => subject))
}

/**
 * Stores an alert for each subject whose state has changed, and returns how many. Safe to repeat
 * at the same `at`.
 */
export async function changeAlerts(
  db: Database,
  scope: Scope,
  kind: string,
  watched: readonly Watched[],
  at: number
): Promise<number> {
  const raised = await raisedSubjects(db, scope, kind)
  const rows = watched
    .filter(({ subject, isRaised }) => isRaised !== raised.has(subject))
    .map(({ subject, isRaised, detail }) => ({
      id: `alr_${scopeKey(scope)}_${kind}.${subject}_${at}`,
      scope,
      kind,
      subject,
      state: isRaised ? ('raised' as const) : ('resolved' as const),
      detail,
      at,
    }))
  for (let first = 0; first < rows.length; first += ROWS_PER_INSERT) {
    const chunk = rows.slice(first, first + ROWS_PER_INSERT)
    await db.insert(alerts).values(chunk).onConflictDoNothing()
  }
  return rows.length
}
/** D1 takes 100 parameters a statement. */
const ROWS_PER_INSERT = 12
