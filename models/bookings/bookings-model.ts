/**
 * The port of the bookings model: how many will have booked a market and departure date in the end,
 * had nothing been sold out. It answers as a ratio to the pickup forecast, so one model serves
 * departures of any size.
 */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'

export type BookingsQuestion = {
  /** What `bookingFeatures` of pipelines/demand says. */
  readonly row: FeatureRow
  /** Bookings on hand and the mean of two pickups: the forecast that the model corrects. */
  readonly pickupForecast: number
  /** Bookings on hand: the final figure is not less. */
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

/** Undefined where the model has no honest answer. */
export type BookingsModel = ModelPort<BookingsQuestion, BookingsPrediction | undefined>
