/**
 * Pickup forecasts: bookings on hand plus the gain of earlier departures from this day to the end.
 */
import type { CurvesAsOf } from './booking-curves'

/** Eight whole weeks. */
export const PICKUP_DAYS = 56
/** Fewer departures do not give a reliable mean. */
const MIN_DEPARTURES = 4

/** Lists the latest departures that are complete on the evening, newest first. */
export function completed({ evening, firstDay }: CurvesAsOf, days: number): number[] {
  const count = Math.max(0, Math.min(days, evening - firstDay + 1))
  return Array.from({ length: count }, (_, back) => evening - back)
}

/** Lists those on the weekday of `departure`. */
export function alike(curves: CurvesAsOf, departure: number, days: number): number[] {
  return completed(curves, days).filter((day) => (departure - day) % 7 === 0)
}

export function meanPickup(
  curves: CurvesAsOf,
  departures: readonly number[],
  daysToDeparture: number
): number | undefined {
  return reliableMean(departures.map((day) => curves.pickup(day, daysToDeparture, 0)))
}

/** The additive pickup: mean over all departures of the last eight weeks. */
export function pickupForecast(
  curves: CurvesAsOf,
  departure: number,
  daysToDeparture: number
): number | undefined {
  const booked = curves.onHand(departure, daysToDeparture)
  const gain = meanPickup(curves, completed(curves, PICKUP_DAYS), daysToDeparture)
  return booked === undefined || gain === undefined ? undefined : booked + gain
}

/** The additive pickup over the last eight departures on that weekday. */
export function weekdayPickupForecast(
  curves: CurvesAsOf,
  departure: number,
  daysToDeparture: number
): number | undefined {
  const booked = curves.onHand(departure, daysToDeparture)
  const gain = meanPickup(curves, alike(curves, departure, PICKUP_DAYS), daysToDeparture)
  return booked === undefined || gain === undefined ? undefined : booked + gain
}

/**
 * Pickup from the latest booking days at each number of days to departure, over complete and
 * incomplete departures alike: weeks more recent than completed departures.
 */
export function freshPickup(
  curves: CurvesAsOf,
  daysToDeparture: number,
  bookingDays: number
): number | undefined {
  let sum = 0
  for (let d = 0; d < daysToDeparture; d += 1) {
    const gains = Array.from({ length: bookingDays }, (_, back) =>
      curves.pickup(curves.evening + d - back, d + 1, d)
    )
    const mean = reliableMean(gains)
    if (mean === undefined) return undefined
    sum += mean
  }
  return sum
}

/** Returns undefined when fewer than four are known. */
export function reliableMean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  if (known.length < MIN_DEPARTURES) return undefined
  return known.reduce((sum, value) => sum + value, 0) / known.length
}
