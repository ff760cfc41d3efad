/** Alerts in D1: one row a change of state, so that a state is reported once. */
import { and, asc, desc, eq, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import type { Priority } from '../../../pipelines/watch/causes/priority'
import type { Database } from '../database'
import { alerts } from '../schema'

/** The current state of a watched thing. */
export type Watched = {
  /** Names it within its kind, such as a job. */
  readonly subject: string
  readonly isRaised: boolean
  /** A sentence for people. */
  readonly detail: string
  readonly priority?: Priority
  readonly ruleId?: string
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
    .map(({ subject, isRaised, detail, priority = 'P3', ruleId }) => ({
      id: `alr_${scopeKey(scope)}_${kind}.${subject}_${at}`,
      scope,
      kind,
      subject,
      state: isRaised ? ('raised' as const) : ('resolved' as const),
      detail,
      priority,
      ruleId: ruleId ?? null,
      at,
    }))
  for (let first = 0; first < rows.length; first += ROWS_PER_INSERT) {
    const chunk = rows.slice(first, first + ROWS_PER_INSERT)
    await db.insert(alerts).values(chunk).onConflictDoNothing()
  }
  return rows.length
}
/** D1 takes 100 parameters a statement. */
const ROWS_PER_INSERT = 9

export type AlertRow = typeof alerts.$inferSelect

/** Oldest first: alerts that no delivery was made of yet. */
export function undeliveredAlerts(
  db: Database,
  scopes: readonly Scope[],
  limit: number
): Promise<AlertRow[]> {
  const keys = sql`(SELECT value FROM json_each(${JSON.stringify(scopes.map(scopeKey))}))`
  return db
    .select()
    .from(alerts)
    .where(and(isNull(alerts.deliveredAt), inArray(alerts.scope, keys)))
    .orderBy(asc(alerts.at), asc(alerts.id))
    .limit(limit)
}

export type AlertQuery = {
  readonly limit: number
  /** Older than this place, as a row gave it. */
  readonly after?: number | undefined
  readonly state?: AlertRow['state'] | undefined
  readonly kind?: string | undefined
  readonly priority?: Priority | undefined
}

/** Newest first, one more than `limit` when there is more. */
export function listAlerts(db: Database, scope: Scope, query: AlertQuery) {
  const place = sql<number>`alerts.rowid`
  const wanted: SQL[] = [eq(alerts.scope, scope)]
  if (query.after !== undefined) wanted.push(lt(place, query.after))
  if (query.state !== undefined) wanted.push(eq(alerts.state, query.state))
  if (query.kind !== undefined) wanted.push(eq(alerts.kind, query.kind))
  if (query.priority !== undefined) wanted.push(eq(alerts.priority, query.priority))
  return db
    .select({ place, alert: alerts })
    .from(alerts)
    .where(and(...wanted))
    .orderBy(desc(place))
    .limit(query.limit + 1)
}
