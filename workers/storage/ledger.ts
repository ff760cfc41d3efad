/** The ledger's sums in D1, and the one write by which decisions become settled. */

import { and, eq, gte, inArray, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { Cell } from '../../pipelines/ledger/cells'
import { DAYS_OUT_GROUPS } from '../../pipelines/ledger/groups'
import { MEASURES } from '../../pipelines/ledger/verdict'
import type { Database } from './database'
import { decisions, lakeCursors, ledgerCells } from './schema'

/** A decision after a visit. */
export type Visit = {
  readonly id: string
  /** `settledThrough` as it was read: a concurrent settlement has changed it. */
  readonly before: number
  readonly settledThrough: number
  readonly state: 'open' | 'settled' | 'censored'
  readonly dueAt: number | null
  readonly path: string | null
  readonly verdicts: string
  readonly settledAt: number | null
}

/**
 * All of it or nothing, and nothing when one of them was settled meanwhile: sums must not count a
 * claim twice. False then; what is still due comes again.
 */
export async function recordVisits(
  db: Database,
  scope: Scope,
  day: string,
  visits: readonly Visit[],
  cells: readonly Cell[]
): Promise<boolean> {
  if (visits.length === 0) return true
  const claims = JSON.stringify(visits.map(({ id, before }) => ({ id, before })))
  const untouched = sql`(SELECT count(*) FROM json_each(${claims}) AS claim
    JOIN decisions AS d ON d.id = claim.value->>'id'
      AND d.settled_through = claim.value->>'before') = ${visits.length}`
  const add = db
    .insert(ledgerCells)
    .select(sql`SELECT ${scopeKey(scope)}, ${day}, value->>'market', value->>'model',
      value->>'daysOut', value->>'measure', value->>'horizonDays', value->>'bin', value->>'n',
      value->>'hits', value->>'said', value->>'total', value->>'possible', value->>'censored'
    FROM json_each(${JSON.stringify(cells)}) WHERE ${untouched}`)
    .onConflictDoUpdate({
      target: CELL_KEY,
      set: {
        n: sql`n + excluded.n`,
        hits: sql`hits + excluded.hits`,
        said: sql`said + excluded.said`,
        total: sql`total + excluded.total`,
        possible: sql`possible + excluded.possible`,
        censored: sql`censored + excluded.censored`,
      },
    })
  const finishes = visits.some(({ settledAt }) => settledAt !== null)
  const mark = db
    .insert(lakeCursors)
    .select(sql`SELECT ${ledgerDay(scope, day)}, '' WHERE ${Number(finishes)}`)
    .onConflictDoNothing()
  const each = (field: keyof Visit) => sql.raw(`each.value->>'${field}'`)
  const move = db
    .update(decisions)
    .set({
      settledThrough: each('settledThrough'),
      state: each('state'),
      dueAt: each('dueAt'),
      path: each('path'),
      verdicts: each('verdicts'),
      settledAt: each('settledAt'),
    })
    .from(sql`json_each(${JSON.stringify(visits)}) AS each`)
    .where(and(eq(decisions.id, each('id')), untouched))
  const [, , moved] = await db.batch([add, mark, move])
  return moved.meta.changes === visits.length
}

const CELL_KEY = [
  ledgerCells.scope,
  ledgerCells.market,
  ledgerCells.day,
  ledgerCells.model,
  ledgerCells.daysOut,
  ledgerCells.measure,
  ledgerCells.horizonDays,
  ledgerCells.bin,
]

function ledgerDay(scope: Scope, day: string): string {
  return `ledger:${scopeKey(scope)}:${day}`
}

/** Days with settled decisions that the lake does not hold yet, oldest first. */
export async function unwrittenDays(db: Database, scope: Scope): Promise<string[]> {
  const prefix = ledgerDay(scope, '')
  const rows = await db
    .select({ name: lakeCursors.name })
    .from(lakeCursors)
    .where(and(gte(lakeCursors.name, prefix), sql`${lakeCursors.name} < ${`${prefix}~`}`))
    .orderBy(lakeCursors.name)
  return rows.map(({ name }) => name.slice(prefix.length))
}

export async function markWritten(db: Database, scope: Scope, day: string): Promise<void> {
  await db.delete(lakeCursors).where(eq(lakeCursors.name, ledgerDay(scope, day)))
}

const CellRow = z.object({
  market: z.string(),
  model: z.string(),
  daysOut: z.enum(DAYS_OUT_GROUPS),
  measure: z.enum([...MEASURES, 'decision']),
  horizonDays: z.number(),
  bin: z.number(),
  n: z.number(),
  hits: z.number(),
  said: z.number(),
  total: z.number(),
  possible: z.number(),
  censored: z.number(),
})

export type CellFilter = {
  /** A market, or all; undefined reads the cells of every market and the totals. */
  readonly market?: string | undefined
  readonly model?: string | undefined
  readonly daysOut?: string | undefined
  readonly horizonDays?: number | undefined
  readonly measures?: readonly Cell['measure'][] | undefined
  /** The first UTC day. */
  readonly from: string
}

/** Summed over days. */
export async function readCells(
  db: Database,
  scope: Scope,
  { market, model, daysOut, horizonDays, measures, from }: CellFilter
): Promise<Cell[]> {
  const { n, hits, said, total, possible, censored } = ledgerCells
  const key = {
    market: ledgerCells.market,
    model: ledgerCells.model,
    daysOut: ledgerCells.daysOut,
    measure: ledgerCells.measure,
    horizonDays: ledgerCells.horizonDays,
    bin: ledgerCells.bin,
  }
  const rows = await db
    .select({
      ...key,
      n: sql`sum(${n})`,
      hits: sql`sum(${hits})`,
      said: sql`sum(${said})`,
      total: sql`sum(${total})`,
      possible: sql`sum(${possible})`,
      censored: sql`sum(${censored})`,
    })
    .from(ledgerCells)
    .where(
      and(
        eq(ledgerCells.scope, scope),
        gte(ledgerCells.day, from),
        market === undefined ? undefined : eq(ledgerCells.market, market),
        daysOut === undefined ? undefined : eq(ledgerCells.daysOut, daysOut),
        measures && inArray(ledgerCells.measure, [...measures]),
        // Decisions as a whole have a row of their own for each model, and one over all.
        model === undefined
          ? sql`(${ledgerCells.measure} <> 'decision' OR ${ledgerCells.model} = '')`
          : eq(ledgerCells.model, model),
        horizonDays === undefined
          ? undefined
          : or(
              eq(ledgerCells.horizonDays, horizonDays),
              inArray(ledgerCells.measure, OF_NO_HORIZON)
            )
      )
    )
    .groupBy(...Object.values(key))
  return z.array(CellRow).parse(rows)
}

const OF_NO_HORIZON: string[] = ['decision', 'interval', 'rule', 'level']
