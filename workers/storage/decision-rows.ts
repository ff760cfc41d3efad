/** The index of recorded decisions in D1. Many rows go as one JSON parameter, as receipts do. */

import type { InferSelectModel } from 'drizzle-orm'
import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  lt,
  lte,
  or,
  sql,
} from 'drizzle-orm'
import { DAY_MS, dayNumber } from '../../models/airline/calendar'
import type { DecisionRow } from '../../pipelines/decisions/decision-row'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { Database } from './database'
import { decisions, receiptMessages } from './schema'

export type IndexedDecision = InferSelectModel<typeof decisions>

/** Safe to repeat; a message that was written anew lies in another raw object. */
export async function indexDecisions(db: Database, rows: readonly DecisionRow[]): Promise<void> {
  if (rows.length === 0) return
  await db.run(sql`INSERT INTO ${decisions} (id, scope, resource, market, departure_date,
      days_out, models, at, simulated_clock, raw_key, claims, state, due_at, settled_through, settled_at)
    SELECT value->>'id', value->>'scope', value->>'resource', value->>'market',
      value->>'departureDate', value->>'daysOut', value->>'models', value->>'at',
      value->>'simulatedClock', value->>'rawKey', value->>'claims', value->>'state', value->>'dueAt',
      value->>'settledThrough', NULL
    FROM json_each(${JSON.stringify(rows.map((row) => ({ ...row, scope: scopeKey(row.scope) })))}) WHERE true
    ON CONFLICT (id) DO UPDATE SET raw_key = excluded.raw_key`)
}

export async function findDecision(
  db: Database,
  scope: Scope,
  id: string
): Promise<IndexedDecision | undefined> {
  const [row] = await db
    .select()
    .from(decisions)
    .where(and(eq(decisions.id, id), eq(decisions.scope, scope)))
  return row
}

export type Place = { readonly dueAt: number; readonly id: string }

/** Oldest first, after a place. A cron leaves out those made at a clock of their own. */
export function dueDecisions(
  db: Database,
  scope: Scope,
  {
    at,
    withSimulatedClock,
    after,
  }: { at: number; withSimulatedClock: boolean; after: Place | undefined },
  limit: number
): Promise<IndexedDecision[]> {
  return db
    .select()
    .from(decisions)
    .where(
      and(
        eq(decisions.scope, scope),
        lte(decisions.dueAt, at),
        withSimulatedClock ? undefined : eq(decisions.simulatedClock, false),
        after &&
          or(
            gt(decisions.dueAt, after.dueAt),
            and(eq(decisions.dueAt, after.dueAt), gt(decisions.id, after.id))
          )
      )
    )
    .orderBy(asc(decisions.dueAt), asc(decisions.id))
    .limit(limit)
}

export type Settled = {
  readonly from: number
  readonly to: number
  /** The last row of the page before. */
  readonly before: { readonly at: number; readonly id: string } | undefined
}

/** Decisions of a time with settled claims, newest first. */
export function settledSince(
  db: Database,
  scope: Scope,
  { from, to, before }: Settled,
  limit: number
): Promise<IndexedDecision[]> {
  return db
    .select()
    .from(decisions)
    .where(
      and(
        eq(decisions.scope, scope),
        gte(decisions.at, from),
        lte(decisions.at, to),
        isNotNull(decisions.verdicts),
        before &&
          or(
            lt(decisions.at, before.at),
            and(eq(decisions.at, before.at), lt(decisions.id, before.id))
          )
      )
    )
    .orderBy(desc(decisions.at), desc(decisions.id))
    .limit(limit)
}

/** Those whose last claim was settled on that UTC day, by id. */
export function decisionsSettledOn(
  db: Database,
  scope: Scope,
  day: string,
  after: string,
  limit: number
): Promise<IndexedDecision[]> {
  const start = dayNumber(day) * DAY_MS
  return db
    .select()
    .from(decisions)
    .where(
      and(
        eq(decisions.scope, scope),
        gte(decisions.settledAt, start),
        lt(decisions.settledAt, start + DAY_MS),
        gt(decisions.id, after)
      )
    )
    .orderBy(asc(decisions.id))
    .limit(limit)
}

export type DecisionFilter = {
  readonly market?: string | undefined
  readonly model?: string | undefined
  readonly daysOut?: string | undefined
}

export async function countDecisions(
  db: Database,
  scope: Scope,
  state: 'open' | 'unclaimed',
  { market, model, daysOut }: DecisionFilter
): Promise<number> {
  const [row] = await db
    .select({ found: count() })
    .from(decisions)
    .where(
      and(
        eq(decisions.scope, scope),
        eq(decisions.state, state),
        market === undefined ? undefined : eq(decisions.market, market),
        daysOut === undefined ? undefined : eq(decisions.daysOut, daysOut),
        model === undefined ? undefined : sql`instr(${decisions.models}, ${`\n${model}\n`}) > 0`
      )
    )
  return row?.found ?? 0
}

const CHUNK = 1_000
/** 14 million a day. */
const CHUNKS_PER_RUN = 50

/** Rows recorded before then, by the wall clock; what is left goes five minutes later. */
export async function forgetDecisions(db: Database, scope: Scope, before: number): Promise<number> {
  const oldest = db
    .select({ id: decisions.id })
    .from(decisions)
    .where(and(lt(decisions.recordedAt, before), eq(decisions.scope, scope)))
    .orderBy(asc(decisions.recordedAt))
    .limit(CHUNK)
  let forgotten = 0
  for (let chunk = 0; chunk < CHUNKS_PER_RUN; chunk += 1) {
    const { meta } = await db.delete(decisions).where(inArray(decisions.id, oldest))
    forgotten += meta.changes
    if (meta.changes < CHUNK) break
  }
  return forgotten
}

/** Their receipts are names only, which hold the day on which they were made. */
export async function forgetDecisionMessages(
  db: Database,
  prefix: string,
  beforeDay: string
): Promise<void> {
  await db
    .delete(receiptMessages)
    .where(
      and(
        gte(receiptMessages.receiptId, prefix),
        lt(receiptMessages.receiptId, `${prefix}${beforeDay}`)
      )
    )
}
