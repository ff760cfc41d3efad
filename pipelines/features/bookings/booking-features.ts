/**
 * Inputs of the bookings model for a departure, as ratios to its pickup forecast, so that a hotel
 * of a hundred rooms and a market of a thousand seats are comparable.
 */

import { weekdayOf } from '../../../models/airline/local-time'
import type { FeatureValue } from '../../../models/runtime/features'
import { meanOf } from '../../../models/statistics/mean'
import type { CurvesAsOf } from './booking-curves'
import { alike, completed, freshPickup, meanPickup, PICKUP_DAYS, reliableMean } from './pickup'

export type BookingDecision = {
  /**
   * The final bookings that the model corrects: bookings on hand plus the mean of pickup and fresh
   * pickup.
   */
  readonly pickupForecast: number
  readonly bookedSeats: number
  readonly values: Readonly<Record<string, FeatureValue>>
}

/** Four whole weeks of booking days. */
export const FRESH_DAYS = 28
/** Adjacent departures whose bookings on hand indicate an event. */
const NEIGHBOURS = [-3, -2, -1, 1, 2, 3] as const

/** Names in the order of the model's inputs. */
export const BOOKING_FEATURES = [
  'days_to_departure',
  'weekday',
  'booked_ratio',
  'weekday_pickup_ratio',
  'recent_pickup_ratio',
  'pickup_ratio',
  'fresh_pickup_7d_ratio',
  'pace',
  'weekday_pace',
  'last_week_ratio',
  'last_week_pace',
  'neighbours_pace',
  'later_pace',
  'growth_forecast_ratio',
  'pickup_deviation_ratio',
] as const

/** Inputs on the evening `daysToDeparture` days before; undefined without earlier departures. */
export function bookingDecision(
  curves: CurvesAsOf,
  departure: number
): BookingDecision | undefined {
  const h = departure - curves.evening
  const booked = curves.onHand(departure, h)
  const days = completed(curves, PICKUP_DAYS)
  const weekdays = alike(curves, departure, PICKUP_DAYS)
  const pickup = meanPickup(curves, days, h)
  const weekdayPickup = meanPickup(curves, weekdays, h)
  if (booked === undefined || pickup === undefined || weekdayPickup === undefined) return undefined
  const forecast = booked + (pickup + (freshPickup(curves, h, FRESH_DAYS) ?? pickup)) / 2
  if (!(forecast > 0)) return undefined

  const ratio = (gain: number | undefined) => over(add(booked, gain), forecast)
  const usual = (from: readonly number[], d: number) =>
    reliableMean(from.map((day) => curves.onHand(day, d)))
  const paceOf = (day: number) =>
    over(curves.onHand(day, day - curves.evening), usual(days, day - curves.evening))
  const lastWeek = curves.pickup(departure, h + 7, h)
  const near = NEIGHBOURS.filter((offset) => offset + h >= 0)
  const values: Record<(typeof BOOKING_FEATURES)[number], FeatureValue> = {
    days_to_departure: h,
    weekday: weekdayOf(departure),
    booked_ratio: booked / forecast,
    weekday_pickup_ratio: ratio(weekdayPickup),
    recent_pickup_ratio: ratio(meanPickup(curves, days.slice(0, 14), h)),
    pickup_ratio: ratio(pickup),
    fresh_pickup_7d_ratio: ratio(freshPickup(curves, h, 7)),
    pace: over(booked, usual(days, h)),
    weekday_pace: over(booked, usual(weekdays, h)),
    last_week_ratio: over(lastWeek, forecast),
    last_week_pace: over(lastWeek, reliableMean(days.map((day) => curves.pickup(day, h + 7, h)))),
    neighbours_pace: meanOf(near.map((offset) => paceOf(departure + offset))),
    later_pace: meanOf([7, 14].map((offset) => paceOf(departure + offset))),
    growth_forecast_ratio: over(product(over(usual(days, 0), usual(days, h)), booked), forecast),
    pickup_deviation_ratio: over(deviation(days.map((day) => curves.pickup(day, h, 0))), forecast),
  }
  return { pickupForecast: forecast, bookedSeats: booked, values }
}

function add(a: number, b: number | undefined): number | undefined {
  return b === undefined ? undefined : a + b
}

function product(a: number | undefined, b: number): number | undefined {
  return a === undefined ? undefined : a * b
}

function over(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || !(whole > 0) ? undefined : part / whole
}

function deviation(values: readonly (number | undefined)[]): number | undefined {
  const centre = reliableMean(values)
  if (centre === undefined) return undefined
  const squares = reliableMean(
    values.map((value) => (value === undefined ? undefined : (value - centre) ** 2))
  )
  return squares === undefined ? undefined : Math.sqrt(squares)
}
