/** Results of data-quality checks in D1, and the alerts their changes raise. */

import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { type Change, subjectOf } from '../../pipelines/lake/quality/changes'
import { type CheckResult, STATUSES, type Status } from '../../pipelines/lake/quality/check'
import type { Database } from './database'
import { alerts, dataQualityLog } from './schema'

const Standing = z.object({
  tableName: z.string(),
  checkName: z.string(),
  status: z.enum(STATUSES),
})

/** The latest status of each check, by subject. */
export async function standings(db: Database, scope: Scope): Promise<Map<string, Status>> {
  const rows = await db.all(sql`SELECT table_name AS "tableName", check_name AS "checkName", status
    FROM ${dataQualityLog} WHERE id IN (SELECT max(id) FROM ${dataQualityLog}
      WHERE scope = ${scopeKey(scope)} GROUP BY table_name, check_name)`)
  const parsed = z.array(Standing).parse(rows)
  return new Map(
    parsed.map(({ tableName, checkName, status }) => [
      subjectOf({ table: tableName, check: checkName }),
      status,
    ])
  )
}

/** D1 takes 100 parameters a statement. */
const ROWS_PER_INSERT = 10

/** Results and alerts are written together, or neither: a change is reported once. */
export async function recordChecks(
  db: Database,
  scope: Scope,
  at: number,
  results: readonly CheckResult[],
  changes: readonly Change[]
): Promise<void> {
  const rows = results.map(({ table, check, ...figure }) => ({
    ...figure,
    scope,
    tableName: table,
    checkName: check,
    at,
  }))
  const raised = changes.map((change) => ({
    id: `alr_${scopeKey(scope)}_${subjectOf(change)}_${at}`,
    scope,
    kind: 'data_quality',
    subject: subjectOf(change),
    state: change.state,
    detail: change.detail,
    at,
  }))
  const [first, ...others] = [
    ...chunksOf(rows).map((chunk) => db.insert(dataQualityLog).values(chunk)),
    ...chunksOf(raised).map((chunk) => db.insert(alerts).values(chunk).onConflictDoNothing()),
  ]
  if (first) await db.batch([first, ...others])
}

function chunksOf<T>(rows: readonly T[]): T[][] {
  const chunks: T[][] = []
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    chunks.push(rows.slice(at, at + ROWS_PER_INSERT))
  }
  return chunks
}

export type QualityQuery = {
  readonly limit: number
  /** Entries older than this one. */
  readonly after?: number | undefined
  readonly table?: string | undefined
  readonly check?: string | undefined
  readonly status?: Status | undefined
}

/** Newest first, one more than the limit when there are more. */
export function listChecks(
  db: Database,
  scope: Scope,
  { limit, after, table, check, status }: QualityQuery
) {
  const wanted: SQL[] = [eq(dataQualityLog.scope, scope)]
  if (after !== undefined) wanted.push(lt(dataQualityLog.id, after))
  if (table !== undefined) wanted.push(eq(dataQualityLog.tableName, table))
  if (check !== undefined) wanted.push(eq(dataQualityLog.checkName, check))
  if (status !== undefined) wanted.push(eq(dataQualityLog.status, status))
  return db
    .select()
    .from(dataQualityLog)
    .where(and(...wanted))
    .orderBy(desc(dataQualityLog.id))
    .limit(limit + 1)
}

export async function forgetChecks(db: Database, scope: Scope, before: number): Promise<number> {
  const { meta } = await db.run(sql`DELETE FROM ${dataQualityLog}
    WHERE scope = ${scopeKey(scope)} AND at < ${before} AND id NOT IN (SELECT max(id)
      FROM ${dataQualityLog} WHERE scope = ${scopeKey(scope)} GROUP BY table_name, check_name)`)
  return meta.changes
}
