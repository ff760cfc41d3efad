/**
 * Exchange rates in D1, by mode. The isolate caches months it has read for a minute, so rates
 * loaded through another isolate are used at most a minute later.
 */

import { and, between, count, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { IsoDay } from '../../models/airline/calendar'
import { oldestUsable, type RateTable } from '../../models/airline/exchange-rates'
import { type BoundedMap, createBoundedMap } from '../../models/runtime/bounded-map'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { type SteepChange, steepChanges } from '../../pipelines/sources/rates/steep-changes'
import type { Log } from '../log'
import type { Database } from './database'
import { exchangeRates } from './schema'

/** Default source of loaded rates. */
export const CENTRAL_BANK = 'European Central Bank'

/** About 0.6 KB a row; a statement's parameter may take 2 MB. */
const ROWS_PER_STATEMENT = 1_000
const FRESH_MS = 60_000
/** Cached months of 23 tables, some 60 KB each. */
const MAX_MONTHS = 48

const PerEuro = z.record(z.string(), z.number())

export type Stored = {
  readonly added: number
  readonly replaced: number
  readonly unchanged: number
}

/** All or none of them. A day that is there already is replaced whole. Safe to repeat. */
export async function storeRates(
  { db, isolate }: Pick<RateStore, 'db' | 'isolate'>,
  scope: Scope,
  tables: readonly RateTable[]
): Promise<Stored> {
  const dates = JSON.stringify(tables.map(({ date }) => date))
  const known = db
    .select({ days: count() })
    .from(exchangeRates)
    .where(
      and(
        eq(exchangeRates.scope, scope),
        inArray(exchangeRates.date, sql`(SELECT value FROM json_each(${dates}))`)
      )
    )
  const writes = chunksOf(tables.map(rowOf)).map((rows) =>
    db
      .insert(exchangeRates)
      .select(
        sql`SELECT ${scopeKey(scope)}, value->>'date', value->>'source', value->>'perEuro', unixepoch() * 1000
          FROM json_each(${JSON.stringify(rows)}) WHERE true`
      )
      .onConflictDoUpdate({
        target: [exchangeRates.scope, exchangeRates.date],
        set: {
          source: sql`excluded.source`,
          perEuro: sql`excluded.per_euro`,
          loadedAt: sql`excluded.loaded_at`,
        },
        setWhere: sql`${exchangeRates.source} <> excluded.source OR ${exchangeRates.perEuro} <> excluded.per_euro`,
      })
  )
  // One transaction, so that the rows read are the rows overwritten.
  const [[before], ...written] = await db.batch([known, ...writes])
  isolate.rates.clear()
  const changed = written.reduce((sum, { meta }) => sum + meta.changes, 0)
  const added = tables.length - (before?.days ?? 0)
  return { added, replaced: changed - added, unchanged: tables.length - changed }
}

/** Currencies in one order, so that the same rates are the same text. */
function rowOf({ date, source, perEuro }: RateTable) {
  const sorted = Object.entries(perEuro).sort(([a], [b]) => (a < b ? -1 : 1))
  return { date, source, perEuro: JSON.stringify(Object.fromEntries(sorted)) }
}

function chunksOf<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_PER_STATEMENT) }, (_, chunk) =>
    rows.slice(chunk * ROWS_PER_STATEMENT, (chunk + 1) * ROWS_PER_STATEMENT)
  )
}

/** The months around a day as this isolate has them; undefined where one would be read again. */
export function cachedMonths(
  { isolate, wallNow }: Rates & Pick<RateStore, 'wallNow'>,
  scope: Scope,
  day: IsoDay
): readonly RateMonth[] | undefined {
  const now = wallNow()
  const months = monthsOf([day]).flatMap((month) => isolate.rates.get(monthKey(scope, month)) ?? [])
  const isWhole = months.length === monthsOf([day]).length
  return isWhole && months.every(({ readAt }) => now - readAt < FRESH_MS) ? months : undefined
}

export type RateMonth = { readonly tables: readonly RateTable[]; readonly readAt: number }

/** Rates that an isolate holds, by scope and month. */
export type RateMemory = BoundedMap<string, RateMonth>

export function createRateMemory(): RateMemory {
  return createBoundedMap(MAX_MONTHS)
}

type Rates = { readonly isolate: { readonly rates: RateMemory } }
type RateStore = Rates & { readonly db: Database; readonly wallNow: () => number }

/** Compares with what is stored now, not with what the isolate remembers. */
export async function steepChangesOf(
  { db }: { readonly db: Database },
  scope: Scope,
  tables: readonly RateTable[]
): Promise<SteepChange[]> {
  const dates = tables.map(({ date }) => date).sort()
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last) return []
  const rows = await db
    .select()
    .from(exchangeRates)
    .where(
      and(eq(exchangeRates.scope, scope), between(exchangeRates.date, oldestUsable(first), last))
    )
  return steepChanges(tables, rows.map(tableOf))
}

function tableOf({ date, source, perEuro }: typeof exchangeRates.$inferSelect): RateTable {
  return { date, source, perEuro: PerEuro.parse(JSON.parse(perEuro)) }
}

/** Every table that may apply on one of the days, and some around them. */
export async function readRates(
  store: RateStore,
  scope: Scope,
  days: Iterable<IsoDay>
): Promise<readonly RateTable[]> {
  const months = await Promise.all(monthsOf(days).map((month) => readMonth(store, scope, month)))
  return months.flat()
}

/**
 * Reads rates for an answer within a deadline: at the deadline it uses the cached ones of any age,
 * else undefined. A later result is there for the next answer.
 */
export async function readRatesInTime(
  services: RateStore & {
    readonly defer: (work: Promise<unknown>) => void
    readonly log: Pick<Log, 'error'>
    readonly objectDeadlineMs: number
  },
  scope: Scope,
  day: IsoDay
): Promise<readonly RateTable[] | undefined> {
  const refreshed = readRates(services, scope, [day]).catch((error: unknown) => {
    services.log.error('exchange rates not read', { error })
    return undefined
  })
  services.defer(refreshed)
  const inTime = await Promise.race([refreshed, scheduler.wait(services.objectDeadlineMs)])
  if (inTime) return inTime
  const known = monthsOf([day]).map((month) => services.isolate.rates.get(monthKey(scope, month)))
  return known.every((month) => month !== undefined)
    ? known.flatMap(({ tables }) => tables)
    : undefined
}

async function readMonth(
  { db, isolate, wallNow }: RateStore,
  scope: Scope,
  month: string
): Promise<readonly RateTable[]> {
  const key = monthKey(scope, month)
  const known = isolate.rates.get(key)
  if (known && wallNow() - known.readAt < FRESH_MS) return known.tables

  const readAt = wallNow()
  const rows = await db
    .select()
    .from(exchangeRates)
    .where(
      and(eq(exchangeRates.scope, scope), between(exchangeRates.date, `${month}-01`, `${month}-31`))
    )
  const tables = rows.map(tableOf)
  isolate.rates.set(key, { tables, readAt })
  return tables
}

function monthsOf(days: Iterable<IsoDay>): string[] {
  const months = new Set<string>()
  for (const day of days) months.add(oldestUsable(day).slice(0, 7)).add(day.slice(0, 7))
  return [...months]
}

function monthKey(scope: Scope, month: string): string {
  return `${scopeKey(scope)}/${month}`
}
