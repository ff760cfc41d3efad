/**
 * Final bookings of the departures of a market. The model answers where it has all its inputs; where
 * history is too short for it, the additive pickup of earlier departures does; else nobody.
 */

import { dayOf, type IsoDay } from '../../../models/airline/calendar'
import { pickupForecast } from '../../../models/bookings/baseline-bookings'
import type {
  BookingsModel,
  BookingsPrediction,
  BookingsQuestion,
} from '../../../models/bookings/bookings-model'
import { asOf, type CurvesAsOf } from '../../features/bookings/booking-curves'
import { bookingDecision } from '../../features/bookings/booking-features'
import {
  curvesFor,
  FOLLOWED_DAYS,
  type ObservedBookings,
} from '../../features/bookings/observed-curves'
import { completed, meanPickup, PICKUP_DAYS, reliableMean } from '../../features/bookings/pickup'

export const PICKUP_RULE = 'additive pickup'
/** Farther ahead few seats are booked, and the model was never shown it. */
export const MOST_DAYS_AHEAD = 45

export type CurvePoint = {
  readonly daysBefore: number
  readonly booked: number
  /** Mean of the earlier departures; undefined where too few were observed so early. */
  readonly usual: number | undefined
}

export type Driver = {
  /** Name of the model's input. */
  readonly name: string
  /** Above 1 raises the forecast, below lowers it. */
  readonly ratio: number
}

export type BookingForecast = BookingsPrediction & {
  readonly departureDate: IsoDay
  readonly daysToDeparture: number
  readonly booked: number
  /** Booked so far and usual, at days before departure; farthest first. */
  readonly curve: readonly CurvePoint[]
  /** The greatest first. */
  readonly drivers: readonly Driver[]
  /** Name of the model, or of the rule. */
  readonly answeredBy: string
}

const DRIVERS = ['pace', 'weekday_pace', 'last_week_pace', 'neighbours_pace', 'later_pace'] as const
const MOST_DRIVERS = 3
/** A ratio nearer to 1 drives nothing. */
const LEAST_DRIVER = 0.02
const CURVE_DAYS = [60, 45, 30, 21, 14, 10, 7, 5, 3, 2, 1] as const

type DepartureQuestion = {
  readonly departure: number
  readonly known: CurvesAsOf
  readonly question: BookingsQuestion
  /** Whether the model has its inputs. */
  readonly isWhole: boolean
  /** Whether earlier departures were observed from the beginning of their curves. */
  readonly isLong: boolean
}

/** Forecasts of the departures after the last observed day; those without enough history are left out. */
export async function forecastBookings(
  model: BookingsModel,
  observed: ObservedBookings,
  departures: readonly number[]
): Promise<readonly BookingForecast[]> {
  const questions = departures.flatMap((departure) => questionOn(observed, departure) ?? [])
  const whole = questions.filter(({ isWhole }) => isWhole)
  const answers = await model.predict(whole.map(({ question }) => question))
  const byModel = new Map(whole.map(({ departure }, at) => [departure, answers[at]]))
  return questions.flatMap((each) => {
    const answered = byModel.get(each.departure)
    const prediction = answered ?? pickupForecast(each.question)
    if (!prediction) return []
    return [forecastOf(each, prediction, answered ? model.name : PICKUP_RULE)]
  })
}

function questionOn(observed: ObservedBookings, departure: number): DepartureQuestion | undefined {
  const { firstDay, lastDay } = observed
  const h = departure - lastDay
  if (h < 1 || h > MOST_DAYS_AHEAD) return undefined
  const isLong = lastDay - firstDay + 1 >= FOLLOWED_DAYS + WHOLE_CURVES
  const curves = curvesFor(observed, isLong ? FOLLOWED_DAYS : h, departure + LATER_DAYS)
  const known = asOf(curves)(lastDay)
  const decision = isLong ? bookingDecision(known, departure) : undefined
  const question = decision
    ? {
        row: { currency: '', values: decision.values },
        pickupForecast: decision.pickupForecast,
        bookedSeats: decision.bookedSeats,
        daysToDeparture: h,
      }
    : ruleQuestion(known, departure, h)
  return question && { departure, known, question, isWhole: decision !== undefined, isLong }
}
/** The model compares what is booked with whole curves, of four weeks at least. */
const WHOLE_CURVES = 28
/** Departures after the one in question, whose pace is an input. */
const LATER_DAYS = 14

/** The additive pickup, and the spread of the pickups it is the mean of. */
function ruleQuestion(
  known: CurvesAsOf,
  departure: number,
  h: number
): BookingsQuestion | undefined {
  const days = completed(known, PICKUP_DAYS)
  const booked = known.onHand(departure, h)
  const gain = meanPickup(known, days, h)
  if (booked === undefined || gain === undefined || !(booked + gain > 0)) return undefined
  const squares = reliableMean(
    days.map((day) => {
      const pickup = known.pickup(day, h, 0)
      return pickup === undefined ? undefined : (pickup - gain) ** 2
    })
  )
  const forecast = booked + gain
  const deviation = squares === undefined ? undefined : Math.sqrt(squares) / forecast
  return {
    row: { currency: '', values: { pickup_deviation_ratio: deviation } },
    pickupForecast: forecast,
    bookedSeats: booked,
    daysToDeparture: h,
  }
}

function forecastOf(
  { departure, known, question, isLong }: DepartureQuestion,
  prediction: BookingsPrediction,
  answeredBy: string
): BookingForecast {
  const { daysToDeparture, bookedSeats } = question
  const days = completed(known, PICKUP_DAYS)
  const curve = CURVE_DAYS.filter((daysBefore) => daysBefore >= daysToDeparture).map(
    (daysBefore) => ({
      daysBefore,
      booked: known.onHand(departure, daysBefore) ?? 0,
      usual: isLong ? reliableMean(days.map((day) => known.onHand(day, daysBefore))) : undefined,
    })
  )
  return {
    ...prediction,
    departureDate: dayOf(departure),
    daysToDeparture,
    booked: bookedSeats,
    curve,
    drivers: driversOf(question),
    answeredBy,
  }
}

function driversOf({ row: { values } }: BookingsQuestion): Driver[] {
  return DRIVERS.flatMap((name) => {
    const ratio = values[name]
    return typeof ratio === 'number' && ratio > 0 && Math.abs(Math.log(ratio)) >= LEAST_DRIVER
      ? [{ name, ratio }]
      : []
  })
    .sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)))
    .slice(0, MOST_DRIVERS)
}
