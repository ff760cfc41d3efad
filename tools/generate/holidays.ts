/**
 * Compacts the public national holidays of date-holidays for the Worker's bundle: per country one
 * text of years joined by "|", each day two base-36 digits, its number within the year.
 *
 *   tsx tools/generate/holidays.ts [--check]
 */

import Holidays from 'date-holidays'
import { DAY_MS, dayNumber } from '../../models/airline/calendar'
import { writeGenerated } from './generated'

const FIRST_YEAR = 2015
const LAST_YEAR = 2032

const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index)
const codes = Object.keys(new Holidays().getCountries()).sort()
await writeGenerated('models/airline/holidays.generated.json', {
  source: 'date-holidays, https://github.com/commenthol/date-holidays',
  licence:
    'CC BY-SA 3.0, as the source, which relies on Wikipedia; changed: public national holidays only',
  firstYear: FIRST_YEAR,
  countries: Object.fromEntries(codes.map((code) => [code, countryText(code)])),
})

function countryText(code: string): string {
  const calendar = new Holidays(code)
  // A holiday that spans New Year is listed in the year it starts in.
  const days = new Set(
    [FIRST_YEAR - 1, ...years].flatMap((year) =>
      calendar
        .getHolidays(year)
        .filter(({ type }) => type === 'public')
        .flatMap(({ date, start, end }) => daysOf(date, end.getTime() - start.getTime()))
    )
  )
  return years.map((year) => yearText(year, days)).join('|')
}

/** Holidays shorter than a day count as that day. */
function daysOf(date: string, durationMs: number): number[] {
  const first = dayNumber(date.slice(0, 10))
  const length = Math.max(1, Math.round(durationMs / DAY_MS))
  return Array.from({ length }, (_, index) => first + index)
}

function yearText(year: number, days: ReadonlySet<number>): string {
  const newYear = dayNumber(`${year}-01-01`)
  const nextYear = dayNumber(`${year + 1}-01-01`)
  return [...days]
    .filter((day) => day >= newYear && day < nextYear)
    .sort((a, b) => a - b)
    .map((day) => (day - newYear).toString(36).padStart(2, '0'))
    .join('')
}
