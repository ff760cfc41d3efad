/**
 * Calendar days are ISO text, local to the origin. A day number counts days since 1970-01-01 and
 * knows no time zone, so day arithmetic never meets daylight saving.
 */
import { z } from 'zod'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

export const IsoDay = z.iso.date('must be a calendar day, YYYY-MM-DD')
export type IsoDay = string

export function dayNumber(day: IsoDay): number {
  return day.length === 10 ? plainDayNumber(day) : Date.parse(day) / DAY_MS
}

/**
 * Cumulative days before each month of a year that begins in March. One feature row needs about a
 * hundred day numbers, and `Date.parse` takes several times as long as this arithmetic.
 */
const BEFORE_MONTH = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275] as const

/** Every month has days 1 to 28; `Date.parse` validates any other text. */
function plainDayNumber(day: IsoDay): number {
  const year = digitsAt(day, 0) * 100 + digitsAt(day, 2)
  const month = digitsAt(day, 5)
  const date = digitsAt(day, 8)
  const before = BEFORE_MONTH[month - 1]
  const plain = date >= 1 && date <= 28 && day[4] === '-' && day[7] === '-'
  if (before === undefined || !plain || !(year >= 1)) return Date.parse(day) / DAY_MS
  const years = month < 3 ? year - 1 : year
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400)
  return years * 365 + leapDays + before + date - TO_1970
}

/** Days from 0000-02-29 to 1970-01-01. */
const TO_1970 = 719_469

/** Reads two decimal digits; NaN where a character is not a digit. */
function digitsAt(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - ZERO, text.charCodeAt(at + 1) - ZERO]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}
const ZERO = 48

export function dayOf(number: number): IsoDay {
  const date = new Date(number * DAY_MS)
  return `${digits(date.getUTCFullYear(), 4)}-${digits(date.getUTCMonth() + 1, 2)}-${digits(date.getUTCDate(), 2)}`
}

/** Pads by hand: four times faster than `toISOString`, and one answer formats dozens of days. */
function digits(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

/** The UTC day number of an instant. */
export function dayNumberAt(at: number): number {
  return Math.floor(at / DAY_MS)
}

/** The UTC calendar day of an instant. */
export function utcDay(at: number): IsoDay {
  return dayOf(dayNumberAt(at))
}

export function daysBetween(from: IsoDay, to: IsoDay): number {
  return dayNumber(to) - dayNumber(from)
}
