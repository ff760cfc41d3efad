/** Limits that verdicts on incidents have moved, in D1. */
import { and, eq, gt, sql } from 'drizzle-orm'
import type { Scope } from '../../../pipelines/events/scope'
import { FAMILIES } from '../../../pipelines/watch/causes/cause-finding'
import type { Sensitivity } from '../../../pipelines/watch/causes/sensitivity'
import type { Database } from '../database'
import { watchLimits } from './anomaly-schema'

/** D1 takes 100 parameters a statement. */
const ROWS_PER_INSERT = 16

export async function readLimits(
  db: Database,
  scope: Scope,
  now: number
): Promise<readonly Sensitivity[]> {
  const rows = await db
    .select()
    .from(watchLimits)
    .where(and(eq(watchLimits.scope, scope), gt(watchLimits.until, now)))
  return rows.map(({ market, airline, family, factor, until }) => ({
    market,
    airline: airline === '' ? undefined : airline,
    family: FAMILIES.find((each) => each === family) ?? 'price',
    factor,
    until,
  }))
}

export async function writeLimits(
  db: Database,
  scope: Scope,
  limits: readonly Sensitivity[]
): Promise<void> {
  const rows = limits.map(({ airline = '', ...limit }) => ({ scope, airline, ...limit }))
  for (let first = 0; first < rows.length; first += ROWS_PER_INSERT) {
    await db
      .insert(watchLimits)
      .values(rows.slice(first, first + ROWS_PER_INSERT))
      .onConflictDoUpdate({
        target: [watchLimits.scope, watchLimits.market, watchLimits.airline, watchLimits.family],
        set: { factor: sql`excluded.factor`, until: sql`excluded.until` },
      })
  }
}
