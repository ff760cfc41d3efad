/** Bookings that forecasts are made of: those of the last months, up to yesterday. */
import { DAY_MS, dayNumberAt, dayOf } from '../../models/airline/calendar'
import type { Scope } from '../../pipelines/events/scope'
import {
  FOLLOWED_DAYS,
  type ObservedBookings,
} from '../../pipelines/features/bookings/observed-curves'
import { PICKUP_DAYS } from '../../pipelines/features/bookings/pickup'
import type { Services } from '../services'
import type { MarketFilter } from '../storage/aggregates/read-aggregates'
import { readBookedSeats } from '../storage/aggregates/read-bookings'

/** Departures of eight weeks, each with all the days before it. */
const HISTORY_DAYS = PICKUP_DAYS + FOLLOWED_DAYS

/** By market, the most booked ones; empty without any booking. */
export async function bookingHistory(
  { db, now }: Services,
  scope: Scope,
  filter: MarketFilter,
  limit: number
): Promise<ReadonlyMap<string, ObservedBookings>> {
  const lastDay = dayNumberAt(now - DAY_MS)
  const range = { from: dayOf(lastDay - HISTORY_DAYS), to: dayOf(lastDay) }
  const { firstDay, markets } = await readBookedSeats(db, scope, range, filter, limit)
  if (firstDay === undefined) return new Map()
  return new Map([...markets].map(([market, booked]) => [market, { firstDay, lastDay, booked }]))
}
