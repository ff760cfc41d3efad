/** Booked seats from daily aggregates, by market, day of booking and departure. */
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayNumber } from '../../../models/airline/calendar'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import type { BookedSeats } from '../../../pipelines/features/bookings/observed-curves'
import type { Database } from '../database'
import { marketDays } from './aggregate-schema'
import { type DayRange, type MarketFilter, marketsWanted } from './read-aggregates'

const Row = z.object({
  market: z.string(),
  day: z.string(),
  departure: z.string(),
  seats: z.number(),
})
const First = z.object({ day: z.string().nullable() })

export type BookedMarkets = {
  /** Day number of the owner's first day with events in the range; undefined without any. */
  readonly firstDay: number | undefined
  readonly markets: ReadonlyMap<string, readonly BookedSeats[]>
}

/** The markets with most bookings in the range, at most `limit` of them. */
export async function readBookedSeats(
  db: Database,
  scope: Scope,
  { from, to }: DayRange,
  filter: MarketFilter,
  limit: number
): Promise<BookedMarkets> {
  const inRange = sql`scope = ${scopeKey(scope)} AND day BETWEEN ${from} AND ${to}`
  const wanted = sql.join([inRange, ...marketsWanted(filter)], sql` AND `)
  const [firstRows, rows] = await Promise.all([
    db.all(sql`SELECT min(day) AS day FROM ${marketDays} WHERE ${inRange}`),
    db.all(sql`SELECT market, day, departure.key AS departure, departure.value AS seats
      FROM ${marketDays}, json_each(${marketDays.bookedByDeparture}) AS departure
      WHERE ${wanted} AND market IN (SELECT market FROM ${marketDays} WHERE ${wanted}
        GROUP BY 1 HAVING sum(bookings) > 0 ORDER BY sum(bookings) DESC, 1 LIMIT ${limit})`),
  ])
  const first = z.array(First).parse(firstRows)[0]?.day ?? undefined
  const booked = z.array(Row).parse(rows)
  const markets = [...Map.groupBy(booked, ({ market }) => market)].map(
    ([market, own]) => [market, own.map(seatsOf)] as const
  )
  return {
    firstDay: first === undefined ? undefined : dayNumber(first),
    markets: new Map(markets),
  }
}

function seatsOf({ day, departure, seats }: z.infer<typeof Row>): BookedSeats {
  return { day: dayNumber(day), departure: dayNumber(departure), seats }
}
