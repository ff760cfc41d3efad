/**
 * The baseline bookings model: bookings on hand plus the mean pickup of earlier departures. Its
 * interval is a normal one with the spread of their pickup. It needs no artifact, so it always
 * answers.
 */
import type { BookingsModel, BookingsPrediction, BookingsQuestion } from './bookings-model'

/** Standard normal quantile of 0.9. */
const Z90 = 1.281552

/** `reason` states why the baseline answers instead of the trained model. */
export function baselineBookings(reason: string): BookingsModel {
  return { name: `baseline (${reason})`, predict: async (rows) => rows.map(pickupForecast) }
}

export function pickupForecast({
  row,
  pickupForecast: expected,
  bookedSeats,
}: BookingsQuestion): BookingsPrediction | undefined {
  const spread = row.values.pickup_deviation_ratio
  if (typeof spread !== 'number' || !Number.isFinite(expected)) return undefined
  const half = Z90 * spread * expected
  return {
    expected,
    p10: Math.max(bookedSeats, expected - half),
    p50: expected,
    p90: expected + half,
  }
}
