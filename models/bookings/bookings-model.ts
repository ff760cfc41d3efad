/**
 * The port of the bookings model: the final bookings of a market and departure date, had nothing
 * been sold out. Outputs are ratios to the pickup forecast, so one model serves departures of any
 * size.
 */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'

export type BookingsQuestion = {
  /** Built by `bookingFeatures` of pipelines/features/bookings. */
  readonly row: FeatureRow
  /** Bookings on hand plus the mean of two pickups: the forecast that the model corrects. */
  readonly pickupForecast: number
  /** Bookings on hand: a lower bound of the final figure. */
  readonly bookedSeats: number
  readonly daysToDeparture: number
}

/** Final unconstrained bookings, in seats and fractions of one. */
export type BookingsPrediction = {
  readonly expected: number
  readonly p10: number
  readonly p50: number
  readonly p90: number
}

/** Undefined where the model cannot predict. */
export type BookingsModel = ModelPort<BookingsQuestion, BookingsPrediction | undefined>
