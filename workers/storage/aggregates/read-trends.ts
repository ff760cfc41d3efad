/** Sums of daily aggregates for trends; the database sums, so that a row is an item and a day. */
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayNumber, type IsoDay } from '../../../models/airline/calendar'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import type { SearchCounts } from '../../../pipelines/features/demand-level/search-features'
import type { FareMean } from '../../../pipelines/trends/competitors'
import type { DailyCounts } from '../../../pipelines/trends/growth'
import type { Database } from '../database'
import { fareDays, marketDays } from './aggregate-schema'
import { type DayRange, type MarketFilter, marketsWanted } from './read-aggregates'

export type SearchedName = 'market' | 'destination'

const NAME: Readonly<Record<SearchedName, SQL>> = {
  market: sql`market`,
  destination: sql`substr(market, 5, 3)`,
}

const Count = z.object({ name: z.string(), day: z.string(), searches: z.number() })
const Day = z.object({ day: z.string() })

/** Searches by day of the `names` most searched, over the days on which the owner has any search. */
export async function readSearchCounts(
  db: Database,
  scope: Scope,
  { from, to }: DayRange,
  by: SearchedName,
  filter: MarketFilter,
  names: number
): Promise<readonly DailyCounts[]> {
  const inRange = sql`scope = ${scopeKey(scope)} AND day BETWEEN ${from} AND ${to}`
  const wanted = sql.join([inRange, ...marketsWanted(filter)], sql` AND `)
  const [dayRows, countRows] = await Promise.all([
    db.all(sql`SELECT DISTINCT day FROM ${marketDays} WHERE ${inRange} ORDER BY day`),
    db.all(sql`SELECT ${NAME[by]} AS name, day, sum(searches) AS searches FROM ${marketDays}
      WHERE ${wanted} AND ${NAME[by]} IN (SELECT ${NAME[by]} FROM ${marketDays} WHERE ${wanted}
        GROUP BY 1 ORDER BY sum(searches) DESC, 1 LIMIT ${names})
      GROUP BY 1, 2`),
  ])
  const days = z
    .array(Day)
    .parse(dayRows)
    .map(({ day }) => day)
  const byName = Map.groupBy(z.array(Count).parse(countRows), ({ name }) => name)
  return [...byName].map(([name, rows]) => {
    const counts = new Map(rows.map(({ day, searches }) => [day, searches]))
    return { name, counts: days.map((day) => counts.get(day) ?? 0) }
  })
}

const MarketCount = z.object({ day: z.string(), searches: z.number() })

/**
 * Searches of one market a day, from its first observed day to `to`; 0 on a day without any.
 * Undefined when it was never searched.
 */
export async function readMarketCounts(
  db: Database,
  scope: Scope,
  market: string,
  { from, to }: DayRange
): Promise<SearchCounts | undefined> {
  const rows = await db.all(sql`SELECT day, searches FROM ${marketDays}
    WHERE scope = ${scopeKey(scope)} AND market = ${market} AND day BETWEEN ${from} AND ${to}
    ORDER BY day`)
  const counted = z.array(MarketCount).parse(rows)
  const [first] = counted
  if (!first) return undefined
  const firstDay = dayNumber(first.day)
  const counts = new Array<number>(dayNumber(to) - firstDay + 1).fill(0)
  for (const { day, searches } of counted) counts[dayNumber(day) - firstDay] = searches
  return { firstDay, counts }
}

const Departure = z.object({ day: z.string(), searches: z.number() })

/** Searches by date of departure, from `after` on. */
export async function readDepartureCounts(
  db: Database,
  scope: Scope,
  { from, to }: DayRange,
  filter: MarketFilter,
  after: IsoDay
): Promise<ReadonlyMap<IsoDay, number>> {
  const wanted = sql.join(
    [sql`scope = ${scopeKey(scope)}`, sql`day BETWEEN ${from} AND ${to}`, ...marketsWanted(filter)],
    sql` AND `
  )
  const rows = await db.all(sql`SELECT departure.key AS day, sum(departure.value) AS searches
    FROM ${marketDays}, json_each(${marketDays.byDeparture}) AS departure
    WHERE ${wanted} AND departure.key >= ${after} GROUP BY 1 ORDER BY 1`)
  return new Map(
    z
      .array(Departure)
      .parse(rows)
      .map(({ day, searches }) => [day, searches])
  )
}

const Mean = z.object({
  half: z.number(),
  airline: z.string(),
  group: z.string(),
  shown: z.number(),
  cheapest: z.number(),
  logSum: z.number(),
})

/** Lowest fares of one market by airline and group, before and from `middle`. */
export async function readFareMeans(
  db: Database,
  scope: Scope,
  market: string,
  { from, to }: DayRange,
  middle: IsoDay
): Promise<readonly FareMean[]> {
  const rows = await db.all(sql`SELECT day >= ${middle} AS half, airline,
      booking_window || ' ' || cabin || ' ' || round_trip || ' ' || currency AS "group",
      sum(shown) AS shown, sum(cheapest) AS cheapest, sum(log_sum) AS "logSum"
    FROM ${fareDays} WHERE scope = ${scopeKey(scope)} AND market = ${market}
      AND day BETWEEN ${from} AND ${to} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
  return z.array(Mean).parse(rows)
}
