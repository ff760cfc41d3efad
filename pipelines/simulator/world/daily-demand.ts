/** Demand for a departure date, and its spread over the days before. All levels are relative to 1. */

import { dayOf } from '../../../models/airline/calendar'
import { isHoliday } from '../../../models/airline/holidays'
import { weekdayOf } from '../../../models/airline/local-time'
import { valueAt } from '../../../models/statistics/value-at'
import { chance } from './chance'

/** Departures go on sale this many days ahead, where the simulation of each begins. */
export const OPENING_DAYS = 180

/** Demand by weekday of departure, Monday first; Fridays and Sundays are the busiest. */
const WEEKDAY = [1.04, 0.88, 0.86, 0.97, 1.16, 0.96, 1.14]
/** Demand by month of departure, January first. */
const SEASON = [0.84, 0.88, 0.95, 1.04, 1.0, 1.1, 1.22, 1.24, 1.03, 0.96, 0.87, 1.06]
/** Searches by weekday, Monday first. */
const ASKING_WEEKDAY = [1.12, 1.1, 1.05, 1, 0.88, 0.82, 1.03]
/** Demand rises before, on and after a holiday. */
const HOLIDAY_PEAK = 1.28
const EVENT_EVERY_DAYS = 24
const EVENT_LENGTH_DAYS = 4

/** Returns the demand for a departure date relative to a usual one. */
export function dateLevel(seed: number, market: string, countries: Iterable<string>, date: number) {
  const month = Number(dayOf(date).slice(5, 7)) - 1
  const next = valueAt(SEASON, (month + 1) % 12)
  const through = Number(dayOf(date).slice(8)) / 31
  const season = valueAt(SEASON, month) * (1 - through) + next * through
  const weekday = valueAt(WEEKDAY, weekdayOf(date) - 1)
  const luck = 1 + 0.24 * (chance(seed, `${market}/date/${date}`) - 0.5)
  return season * weekday * holidayLevel(countries, date) * eventLevel(seed, market, date) * luck
}

function holidayLevel(countries: Iterable<string>, date: number): number {
  for (const country of countries) {
    for (let near = -1; near <= 1; near += 1) {
      if (isHoliday(country, dayOf(date + near))) return HOLIDAY_PEAK
    }
  }
  return 1
}

/** Adds local events such as fairs and festivals: a few days of high demand, drawn a market. */
function eventLevel(seed: number, market: string, date: number): number {
  const slot = Math.floor(date / EVENT_EVERY_DAYS)
  const name = `${market}/event/${slot}`
  if (chance(seed, name) < 0.55) return 1
  const first = Math.floor(chance(seed, `${name}/at`) * (EVENT_EVERY_DAYS - EVENT_LENGTH_DAYS))
  const into = date - slot * EVENT_EVERY_DAYS - first
  if (into < 0 || into >= EVENT_LENGTH_DAYS) return 1
  return 1.15 + 0.6 * chance(seed, `${name}/size`)
}

/** Returns the searches of a day relative to a usual one; waves last about two weeks and a few days. */
export function askingLevel(seed: number, market: string, day: number): number {
  const weekday = valueAt(ASKING_WEEKDAY, weekdayOf(day) - 1)
  const month = Number(dayOf(day).slice(5, 7)) - 1
  const mood =
    0.5 * wave(seed, `${market}/asking`, day / 16) + 0.3 * wave(seed, `${market}/buzz`, day / 5)
  return weekday * (0.7 + 0.3 * valueAt(SEASON, (month + 1) % 12)) * Math.exp(mood)
}

/** Interpolates smoothly between draws at integers, in [-1, 1]; it needs no history. */
export function wave(seed: number, name: string, place: number): number {
  const left = Math.floor(place)
  const through = place - left
  const smooth = through * through * (3 - 2 * through)
  const at = (index: number) => 2 * chance(seed, `${name}/${index}`) - 1
  return at(left) * (1 - smooth) + at(left + 1) * smooth
}

/** Returns the share of a segment's demand on each day to departure, from 0; the shares sum to 1. */
export function bookingCurve(meanDays: number, shape: number): Float64Array {
  const curve = new Float64Array(OPENING_DAYS + 1)
  const scale = meanDays / shape
  for (let days = 0; days <= OPENING_DAYS; days += 1) {
    curve[days] = (days + 0.5) ** (shape - 1) * Math.exp(-(days + 0.5) / scale)
  }
  const total = curve.reduce((sum, share) => sum + share, 0)
  return curve.map((share) => share / total)
}

/** Returns the share of demand still to come at the start of each day to departure. */
export function stillToCome(curve: Float64Array): Float64Array {
  let sum = 0
  return curve.map((share) => {
    sum += share
    return sum
  })
}
