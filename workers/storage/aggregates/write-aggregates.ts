/** Writes the aggregates of a day. A row that would stay the same is not written. */
import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { IsoDay } from '../../../models/airline/calendar'
import type { FareDay } from '../../../pipelines/aggregates/fare-day'
import type { MarketDay } from '../../../pipelines/aggregates/market-day'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import type { Database } from '../database'
import { aggregatedDays, fareDays, marketDays } from './aggregate-schema'

/** Some 400 KB; a statement's parameter may take 2 MB. */
const ROWS_PER_STATEMENT = 1_500

export type DayAggregates = {
  readonly day: IsoDay
  readonly fingerprint: string
  readonly markets: readonly MarketDay[]
  readonly fares: readonly FareDay[]
}

/** All of a day or nothing. Safe to repeat. */
export async function writeDay(db: Database, scope: Scope, day: DayAggregates): Promise<void> {
  const { fingerprint } = day
  const mark = db
    .insert(aggregatedDays)
    .values({ scope, day: day.day, fingerprint })
    .onConflictDoUpdate({
      target: [aggregatedDays.scope, aggregatedDays.day],
      set: { fingerprint },
    })
  await db.batch([
    mark,
    ...chunksOf(day.markets).map((rows) => insertMarkets(db, scope, rows)),
    ...chunksOf(day.fares).map((rows) => insertFares(db, scope, rows)),
  ])
}

/** Fingerprints of the days that are aggregated, by day. */
export async function readFingerprints(
  db: Database,
  scope: Scope,
  days: readonly IsoDay[]
): Promise<ReadonlyMap<IsoDay, string>> {
  const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(days)}))`
  const rows = await db
    .select({ day: aggregatedDays.day, fingerprint: aggregatedDays.fingerprint })
    .from(aggregatedDays)
    .where(and(eq(aggregatedDays.scope, scope), inArray(aggregatedDays.day, wanted)))
  return new Map(rows.map(({ day, fingerprint }) => [day, fingerprint]))
}

function insertMarkets(db: Database, scope: Scope, rows: readonly MarketDay[]) {
  return db
    .insert(marketDays)
    .select(
      sql`SELECT ${scopeKey(scope)}, value->>'market', value->>'day', value->>'searches',
        value->>'passengers', value->>'bookings', value->'byHour', value->'byWindow',
        value->'byDeparture', value->'byDevice', value->'byCountry',
        value->'bookedByDeparture'
        FROM json_each(${JSON.stringify(rows)}) WHERE true`
    )
    .onConflictDoUpdate(
      replacing(marketDays, [marketDays.scope, marketDays.market, marketDays.day])
    )
}

function insertFares(db: Database, scope: Scope, rows: readonly FareDay[]) {
  return db
    .insert(fareDays)
    .select(
      sql`SELECT ${scopeKey(scope)}, value->>'market', value->>'day', value->>'bookingWindow',
        value->>'cabin', value->>'roundTrip', value->>'currency', value->>'airline',
        value->>'shown', value->>'cheapest', value->>'logSum', value->>'lowestMinor'
        FROM json_each(${JSON.stringify(rows)}) WHERE true`
    )
    .onConflictDoUpdate(
      replacing(fareDays, [
        fareDays.scope,
        fareDays.market,
        fareDays.day,
        fareDays.bookingWindow,
        fareDays.cabin,
        fareDays.roundTrip,
        fareDays.currency,
        fareDays.airline,
      ])
    )
}

/** The new row takes the place of one with the same target where any other column differs. */
function replacing(table: SQLiteTable, target: SQLiteColumn[]) {
  const others = Object.entries(getTableColumns(table))
    .filter(([, column]) => !target.includes(column))
    .map(([name, column]) => ({
      name,
      column,
      fresh: sql`excluded.${sql.identifier(column.name)}`,
    }))
  const differences = others.map(({ column, fresh }) => sql`${column} <> ${fresh}`)
  return {
    target,
    set: Object.fromEntries(others.map(({ name, fresh }) => [name, fresh])),
    setWhere: sql.join(differences, sql` OR `),
  }
}

function chunksOf<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_PER_STATEMENT) }, (_, chunk) =>
    rows.slice(chunk * ROWS_PER_STATEMENT, (chunk + 1) * ROWS_PER_STATEMENT)
  )
}
