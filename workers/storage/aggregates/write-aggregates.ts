/** Writes the aggregates of a day. A row that would stay the same is not written. */
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
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
        value->'byDeparture', value->'byDevice', value->'byCountry'
        FROM json_each(${JSON.stringify(rows)}) WHERE true`
    )
    .onConflictDoUpdate({
      target: [marketDays.scope, marketDays.market, marketDays.day],
      set: {
        searches: sql`excluded.searches`,
        passengers: sql`excluded.passengers`,
        bookings: sql`excluded.bookings`,
        byHour: sql`excluded.by_hour`,
        byWindow: sql`excluded.by_window`,
        byDeparture: sql`excluded.by_departure`,
        byDevice: sql`excluded.by_device`,
        byCountry: sql`excluded.by_country`,
      },
      setWhere: differs([
        [marketDays.searches, sql`excluded.searches`],
        [marketDays.bookings, sql`excluded.bookings`],
        [marketDays.byDevice, sql`excluded.by_device`],
        [marketDays.byCountry, sql`excluded.by_country`],
        [marketDays.byDeparture, sql`excluded.by_departure`],
      ]),
    })
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
    .onConflictDoUpdate({
      target: [
        fareDays.scope,
        fareDays.market,
        fareDays.day,
        fareDays.bookingWindow,
        fareDays.cabin,
        fareDays.roundTrip,
        fareDays.currency,
        fareDays.airline,
      ],
      set: {
        shown: sql`excluded.shown`,
        cheapest: sql`excluded.cheapest`,
        logSum: sql`excluded.log_sum`,
        lowestMinor: sql`excluded.lowest_minor`,
      },
      setWhere: differs([
        [fareDays.shown, sql`excluded.shown`],
        [fareDays.cheapest, sql`excluded.cheapest`],
        [fareDays.logSum, sql`excluded.log_sum`],
        [fareDays.lowestMinor, sql`excluded.lowest_minor`],
      ]),
    })
}

function differs(pairs: readonly (readonly [unknown, SQL])[]): SQL {
  const parts = pairs.map(([column, fresh]) => sql`${column} <> ${fresh}`)
  return sql.join(parts, sql` OR `)
}

function chunksOf<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_PER_STATEMENT) }, (_, chunk) =>
    rows.slice(chunk * ROWS_PER_STATEMENT, (chunk + 1) * ROWS_PER_STATEMENT)
  )
}
