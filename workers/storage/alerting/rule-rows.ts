/** Alert rules of accounts, in D1. */
import { and, asc, count, eq, sql } from 'drizzle-orm'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import { AlertCondition } from '../../../pipelines/watch/alert-rule'
import { PRIORITIES, type Priority } from '../../../pipelines/watch/causes/priority'
import { QuietHours } from '../../../pipelines/watch/quiet-hours'
import type { Database } from '../database'
import { alerts } from '../schema'
import { alertRules } from './alerting-schema'

export const MAX_RULES = 1_000

export type AlertRule = {
  readonly id: string
  readonly scope: Scope
  readonly name: string
  readonly condition: AlertCondition
  readonly priority: Priority
  readonly quietHours: QuietHours | undefined
  readonly createdAt: number
}

export async function listRules(db: Database, scope: Scope): Promise<AlertRule[]> {
  const rows = await db
    .select()
    .from(alertRules)
    .where(eq(alertRules.scope, scope))
    .orderBy(asc(alertRules.createdAt), asc(alertRules.id))
  return rows.map(ruleOf)
}

/** Undefined when the owner has `MAX_RULES` already. */
export async function addRule(db: Database, rule: AlertRule): Promise<AlertRule | undefined> {
  const [found] = await db
    .select({ rules: count() })
    .from(alertRules)
    .where(eq(alertRules.scope, rule.scope))
  if ((found?.rules ?? 0) >= MAX_RULES) return undefined
  await db.insert(alertRules).values({
    ...rule,
    condition: JSON.stringify(rule.condition),
    quietHours: rule.quietHours ? JSON.stringify(rule.quietHours) : null,
  })
  return rule
}

/** The rule that was removed; its alert, if raised, is over with it. */
export async function removeRule(
  db: Database,
  scope: Scope,
  id: string
): Promise<AlertRule | undefined> {
  const [row] = await db
    .delete(alertRules)
    .where(and(eq(alertRules.scope, scope), eq(alertRules.id, id)))
    .returning()
  return row && ruleOf(row)
}

/** Rules with a raised alert. */
export async function raisedRules(db: Database, scope: Scope): Promise<ReadonlySet<string>> {
  const rows = await db.all<{ rule_id: string }>(sql`SELECT rule_id FROM (
      SELECT rule_id, state, row_number() OVER (PARTITION BY rule_id ORDER BY at DESC, rowid DESC) AS place
      FROM ${alerts} WHERE scope = ${scopeKey(scope)} AND rule_id IS NOT NULL)
    WHERE place = 1 AND state = 'raised'`)
  return new Set(rows.map(({ rule_id }) => rule_id))
}

function ruleOf(row: typeof alertRules.$inferSelect): AlertRule {
  return {
    ...row,
    condition: AlertCondition.parse(JSON.parse(row.condition)),
    priority: PRIORITIES.find((each) => each === row.priority) ?? 'P3',
    quietHours: row.quietHours === null ? undefined : QuietHours.parse(JSON.parse(row.quietHours)),
  }
}
