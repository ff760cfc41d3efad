/** Training rows of the bookings model: one a departure and evening before it. */
import { DAY_MS, dayOf, type IsoDay } from '../../../models/airline/calendar'
import type { FeatureValue } from '../../../models/runtime/features'
import { asOf, type BookingCurves, type CurvesAsOf } from '../../features/bookings/booking-curves'
import { bookingDecision } from '../../features/bookings/booking-features'
import { pickupForecast, weekdayPickupForecast } from '../../features/bookings/pickup'

export type BookingRow = {
  readonly market: string
  readonly departureDate: IsoDay
  readonly daysToDeparture: number
  /** The evening of the forecast, epoch ms. */
  readonly at: number
  readonly booked: number
  /** The forecast that the model corrects. */
  readonly forecast: number
  readonly pickup: number | undefined
  readonly weekdayPickup: number | undefined
  /** Final bookings as available in training. */
  readonly final: number
  /** True demand. */
  readonly truth: number
  readonly values: Readonly<Record<string, FeatureValue>>
}

export const DAYS_BEFORE = [3, 5, 7, 10, 14, 21, 28, 35] as const

export type Finals = {
  final(departure: number): number | undefined
  truth(departure: number): number | undefined
}

/** Yields a row for every departure of the curves at each of `DAYS_BEFORE`. */
export function* bookingRows(market: string, curves: BookingCurves): Generator<BookingRow, void> {
  const evenings = asOf(curves)
  const finals = curves.gained.map((gained) => gained.reduce((sum, each) => sum + each, 0))
  const final = (departure: number) => finals[departure - curves.firstDay]
  for (
    let departure = curves.firstDay;
    departure < curves.firstDay + finals.length;
    departure += 1
  ) {
    for (const days of DAYS_BEFORE) {
      const row = bookingRow(market, evenings(departure - days), departure, { final, truth: final })
      if (row) yield row
    }
  }
}

export function bookingRow(
  market: string,
  curves: CurvesAsOf,
  departure: number,
  finals: Finals
): BookingRow | undefined {
  const days = departure - curves.evening
  const decision = bookingDecision(curves, departure)
  const final = finals.final(departure)
  const truth = finals.truth(departure)
  if (!decision || final === undefined || truth === undefined) return undefined
  return {
    market,
    departureDate: dayOf(departure),
    daysToDeparture: days,
    at: curves.evening * DAY_MS,
    booked: decision.bookedSeats,
    forecast: decision.pickupForecast,
    pickup: pickupForecast(curves, departure, days),
    weekdayPickup: weekdayPickupForecast(curves, departure, days),
    final,
    truth,
    values: decision.values,
  }
}
