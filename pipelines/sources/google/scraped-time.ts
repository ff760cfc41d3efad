/**
 * Local times of scraped flights: ISO, "10:05 AM on Sun, Dec 20" (Google's page, which leaves out the
 * year), a time alone, or a date and a time as lists of numbers (Google's payload, which leaves out zeros).
 */
import { dayNumber, dayOf as dayOfNumber } from '../../../models/airline/calendar'
import { at, decimal, items } from '../document/json-value'
import { MONTH_NAMES } from '../month-names'

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)/
const CLOCK = /^(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap])?\.?m?\.?/i
const MONTH_DAY = /\b([a-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?$/i

/** `day` dates a time that has none, `daysLater` moves it; both also say which year is meant. */
export function localMoment(
  written: string | undefined,
  day?: string,
  daysLater = 0
): string | undefined {
  if (written === undefined) return undefined
  const [, isoDay, isoTime] = ISO.exec(written) ?? []
  if (isoDay && isoTime) return `${isoDay}T${isoTime}`
  const [, hours, minutes, half] = CLOCK.exec(written) ?? []
  if (hours === undefined || minutes === undefined || day === undefined) return undefined
  const clock = `${two(hourOf(Number(hours), half))}:${minutes}`
  const own = dayNamed(written, day)
  return `${own ?? dayOfNumber(dayNumber(day) + daysLater)}T${clock}`
}

/** `{ date: [2026, 12, 20], time: [10, 5] }` */
export function scrapedMoment(moment: unknown): string | undefined {
  return momentOf(at(moment, 'date'), at(moment, 'time'))
}

export function momentOf(date: unknown, time: unknown): string | undefined {
  const [year, month, day] = items(date).map(decimal)
  if (year === undefined || month === undefined || day === undefined) return undefined
  const list = Array.isArray(time) ? time : []
  const [hours, minutes] = [decimal(list[0]) ?? 0, decimal(list[1]) ?? 0]
  return `${year}-${two(month)}-${two(day)}T${two(hours)}:${two(minutes)}`
}

function dayNamed(written: string, near: string): string | undefined {
  const [, name, day, year] = MONTH_DAY.exec(written) ?? []
  const word = name?.toLowerCase() ?? ''
  const month = MONTH_NAMES.findIndex((each) => word !== '' && each.startsWith(word)) + 1
  if (month === 0 || day === undefined) return undefined
  const inYear = (each: number) => `${each}-${two(month)}-${two(Number(day))}`
  if (year !== undefined) return inYear(Number(year))
  // Half a year around the day of the question.
  const requested = Number(near.slice(0, 4))
  const same = dayNumber(inYear(requested)) - dayNumber(near)
  if (same < -HALF_YEAR) return inYear(requested + 1)
  return inYear(same > HALF_YEAR ? requested - 1 : requested)
}
const HALF_YEAR = 183

function hourOf(hours: number, half: string | undefined): number {
  if (half === undefined) return hours
  return (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
