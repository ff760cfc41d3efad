/** How many want to travel on a date, and how far ahead they look. Everything here is relative to 1. */
import { dayOf } from '../../../models/airline/calendar'
import { isHoliday } from '../../../models/airline/holidays'
import { weekdayOf } from '../../../models/airline/local-time'
import { chance } from './chance'

/** Departures go on sale this many days ahead; a world starts there for each of them. */
export const OPENING_DAYS = 180

/** By weekday of departure, Monday first: people leave on Fridays and come back on Sundays. */
const WEEKDAY = [1.04, 0.88, 0.86, 0.97, 1.16, 0.96, 1.14]
/** By month, January first. */
const SEASON = [0.84, 0.88, 0.95, 1.04, 1.0, 1.1, 1.22, 1.24, 1.03, 0.96, 0.87, 1.06]
/** By weekday of asking, Monday first. */
const ASKING_WEEKDAY = [1.12, 1.1, 1.05, 1, 0.88, 0.82, 1.03]
/** Before a holiday, on it and after it people travel. */
const HOLIDAY_PEAK = 1.28
const EVENT_EVERY_DAYS = 24
const EVENT_LENGTH_DAYS = 4

/** Demand for a departure date against a usual one. */
export function dateLevel(seed: number, market: string, countries: Iterable<string>, date: number) {
  const month = Number(dayOf(date).slice(5, 7)) - 1
  const next = SEASON[(month + 1) % 12] ?? 1
  const through = Number(dayOf(date).slice(8)) / 31
  const season = (SEASON[month] ?? 1) * (1 - through) + next * through
  const weekday = WEEKDAY[weekdayOf(date) - 1] ?? 1
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

/** Fairs, finals, festivals: a few days that many want, at a place and time of their own. */
function eventLevel(seed: number, market: string, date: number): number {
  const slot = Math.floor(date / EVENT_EVERY_DAYS)
  const name = `${market}/event/${slot}`
  if (chance(seed, name) < 0.55) return 1
  const first = Math.floor(chance(seed, `${name}/at`) * (EVENT_EVERY_DAYS - EVENT_LENGTH_DAYS))
  const into = date - slot * EVENT_EVERY_DAYS - first
  if (into < 0 || into >= EVENT_LENGTH_DAYS) return 1
  return 1.15 + 0.6 * chance(seed, `${name}/size`)
}

/** How much is asked on a day, against a usual one; moods last about two weeks and a few days. */
export function askingLevel(seed: number, market: string, day: number): number {
  const weekday = ASKING_WEEKDAY[weekdayOf(day) - 1] ?? 1
  const month = Number(dayOf(day).slice(5, 7)) - 1
  const mood =
    0.5 * wave(seed, `${market}/asking`, day / 16) + 0.3 * wave(seed, `${market}/buzz`, day / 5)
  return weekday * (0.7 + 0.3 * (SEASON[(month + 1) % 12] ?? 1)) * Math.exp(mood)
}

/** A smooth line through draws at whole places, in [-1, 1]: a mood that needs no history. */
export function wave(seed: number, name: string, place: number): number {
  const left = Math.floor(place)
  const through = place - left
  const smooth = through * through * (3 - 2 * through)
  const at = (index: number) => 2 * chance(seed, `${name}/${index}`) - 1
  return at(left) * (1 - smooth) + at(left + 1) * smooth
}

/** Share of a segment's demand that comes on each day to departure, 0 first; sums to 1. */
export function bookingCurve(meanDays: number, shape: number): Float64Array {
  const curve = new Float64Array(OPENING_DAYS + 1)
  const scale = meanDays / shape
  for (let days = 0; days <= OPENING_DAYS; days += 1) {
    curve[days] = (days + 0.5) ** (shape - 1) * Math.exp(-(days + 0.5) / scale)
  }
  const total = curve.reduce((sum, share) => sum + share, 0)
  return curve.map((share) => share / total)
}

/** Share still to come at the start of each day to departure. */
export function stillToCome(curve: Float64Array): Float64Array {
  let sum = 0
  return curve.map((share) => {
    sum += share
    return sum
  })
}
