/** Reads daily aggregates. Sums over days are made by the database: it returns a row an item. */
import { and, asc, between, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { IsoDay } from '../../../models/airline/calendar'
import { BOOKING_WINDOWS, type BookingWindow } from '../../../pipelines/aggregates/booking-window'
import type { MarketDay } from '../../../pipelines/aggregates/market-day'
import type { Period } from '../../../pipelines/aggregates/periods'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import type { FareSum } from '../../../pipelines/indices/fare-baskets'
import type { Database } from '../database'
import { fareDays, marketDays } from './aggregate-schema'

export type DayRange = { readonly from: IsoDay; readonly to: IsoDay }

export type MarketFilter = {
  readonly market?: string | undefined
  readonly origin?: string | undefined
  readonly destination?: string | undefined
}

export type FareFilter = MarketFilter & {
  readonly airline: string
  readonly bookingWindow?: BookingWindow | undefined
}

const FareRow = z.object({
  period: z.string(),
  market: z.string(),
  bookingWindow: z.enum(BOOKING_WINDOWS),
  cabin: z.string(),
  roundTrip: z.number().transform((flag) => flag === 1),
  currency: z.string(),
  shown: z.number(),
  logSum: z.number(),
})

/** First day of the period in which a day lies; weeks begin on Monday. */
const PERIOD_START: Readonly<Record<Period, SQL>> = {
  day: sql`day`,
  week: sql`date(day, '-6 days', 'weekday 1')`,
  month: sql`date(day, 'start of month')`,
}

/** Fares summed by period and fare group; at most `limit` rows, those most often shown. */
export async function readFareSums(
  db: Database,
  scope: Scope,
  { from, to }: DayRange,
  period: Period,
  { airline, bookingWindow, ...markets }: FareFilter,
  limit: number
): Promise<readonly FareSum[]> {
  const wanted = [
    sql`scope = ${scopeKey(scope)}`,
    sql`airline = ${airline}`,
    sql`day BETWEEN ${from} AND ${to}`,
    ...(bookingWindow === undefined ? [] : [sql`booking_window = ${bookingWindow}`]),
    ...marketsWanted(markets),
  ]
  const rows = await db.all(sql`SELECT ${PERIOD_START[period]} AS period, market,
      booking_window AS "bookingWindow", cabin, round_trip AS "roundTrip", currency,
      sum(shown) AS shown, sum(log_sum) AS "logSum"
    FROM ${fareDays} WHERE ${sql.join(wanted, sql` AND `)}
    GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY sum(shown) DESC, 2, 1 LIMIT ${limit}`)
  return z.array(FareRow).parse(rows)
}

export function marketsWanted({ market, origin, destination }: MarketFilter): SQL[] {
  return [
    ...(market === undefined ? [] : [sql`market = ${market}`]),
    ...(origin === undefined ? [] : [sql`substr(market, 1, 3) = ${origin}`]),
    ...(destination === undefined ? [] : [sql`substr(market, 5, 3) = ${destination}`]),
  ]
}

const Counts = z.record(z.string(), z.number())

/** All counts of the given market a day, oldest first. */
export async function readMarketDays(
  db: Database,
  scope: Scope,
  { from, to }: DayRange,
  markets: readonly string[]
): Promise<readonly MarketDay[]> {
  const rows = await db
    .select()
    .from(marketDays)
    .where(
      and(
        eq(marketDays.scope, scope),
        inArray(marketDays.market, [...markets]),
        between(marketDays.day, from, to)
      )
    )
    .orderBy(asc(marketDays.day), asc(marketDays.market))
  return rows.map(({ scope: _, ...row }) => ({
    ...row,
    byHour: countsIn(row.byHour),
    byWindow: countsIn(row.byWindow),
    byDeparture: countsIn(row.byDeparture),
    byDevice: countsIn(row.byDevice),
    byCountry: countsIn(row.byCountry),
    bookedByDeparture: countsIn(row.bookedByDeparture),
  }))
}

function countsIn(text: string): z.infer<typeof Counts> {
  return Counts.parse(JSON.parse(text))
}
