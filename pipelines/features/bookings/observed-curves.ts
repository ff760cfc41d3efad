/**
 * Booking curves from booked seats a day. What a departure had booked is known when its whole curve was
 * observed, and its pickup from some days before it on when those days were. So curves are built for
 * departures that were observed so many days before they left, and not for earlier ones.
 */
import type { BookingCurves } from './booking-curves'

export type BookedSeats = {
  /** Day number of the booking. */
  readonly day: number
  /** Day number of the departure. */
  readonly departure: number
  readonly seats: number
}

export type ObservedBookings = {
  /** First and last observed day. */
  readonly firstDay: number
  readonly lastDay: number
  readonly booked: readonly BookedSeats[]
}

/** Earlier bookings count as received on this many days before departure. */
export const FOLLOWED_DAYS = 60

/** Departures up to `lastDeparture` that were observed at least `observedBefore` days before they left. */
export function curvesFor(
  { firstDay, booked }: ObservedBookings,
  observedBefore: number,
  lastDeparture: number
): BookingCurves {
  const first = firstDay + observedBefore
  const count = Math.max(0, lastDeparture - first + 1)
  const gained = Array.from({ length: count }, () => new Float64Array(FOLLOWED_DAYS + 1))
  for (const { day, departure, seats } of booked) {
    const curve = gained[departure - first]
    const before = Math.min(FOLLOWED_DAYS, departure - day)
    if (curve && before >= 0) curve[before] = (curve[before] ?? 0) + seats
  }
  return { firstDay: first, gained }
}

/** The bookings of several markets as those of one. */
export function summedBookings(all: readonly ObservedBookings[]): ObservedBookings {
  return {
    firstDay: Math.min(...all.map(({ firstDay }) => firstDay)),
    lastDay: Math.max(...all.map(({ lastDay }) => lastDay)),
    booked: all.flatMap(({ booked }) => booked),
  }
}
