/**
 * Booking curves of the departures (or arrivals) of one market, one per day: the number booked on
 * each day before. The state of a curve on an earlier evening is computed from the same numbers, so
 * a past question uses only what was known then.
 */
import { valueAt } from '../../../models/statistics/value-at'

export type BookingCurves = {
  /** Day number of the first departure. */
  readonly firstDay: number
  /** Per departure: bookings received d days before it at [d], the day itself first. */
  readonly gained: readonly Float64Array[]
}

/** The curves as known on the evening of a day. */
export type CurvesAsOf = {
  readonly evening: number
  readonly firstDay: number
  /** Bookings on hand of a departure received d days before it or earlier. */
  onHand(departure: number, d: number): number | undefined
  /**
   * Bookings received between `from` and `to` days before, the latter included: 7 to 0 is the last
   * week.
   */
  pickup(departure: number, from: number, to: number): number | undefined
}

/** Builds the sums once, for all evenings. */
export function asOf(curves: BookingCurves): (evening: number) => CurvesAsOf {
  const { firstDay } = curves
  const sums = curves.gained.map(sumFromFar)
  return (evening) => {
    const onHand = (departure: number, d: number) =>
      departure - d > evening ? undefined : sums[departure - firstDay]?.[d]
    const pickup = (departure: number, from: number, to: number) => {
      const before = onHand(departure, from)
      const after = onHand(departure, to)
      return before === undefined || after === undefined ? undefined : after - before
    }
    return { evening, firstDay, onHand, pickup }
  }
}

function sumFromFar(gained: Float64Array): Float64Array {
  const sums = gained.slice()
  for (let d = sums.length - 2; d >= 0; d -= 1) sums[d] = valueAt(sums, d) + valueAt(sums, d + 1)
  return sums
}
