/**
 * Public national holidays by country, made by `tools/generate/holidays.ts` and searched in place. Regional
 * holidays, school holidays and observances are not in it.
 * Data: date-holidays, CC BY-SA 3.0.
 */
import { keyedDerivation } from '../runtime/derivation'
import { dayNumber, type IsoDay } from './calendar'
import table from './holidays.generated.json'

const countries: ReadonlyMap<string, string> = new Map(Object.entries(table.countries))

/** `country` is ISO 3166-1 alpha-2; undefined where the calendar does not reach. */
export function isHoliday(country: string, day: IsoDay): boolean | undefined {
  const year = Number(day.slice(0, 4))
  const days = years(country)[year - table.firstYear]
  if (days === undefined) return undefined

  const sought = (dayNumber(day) - dayNumber(`${day.slice(0, 4)}-01-01`))
    .toString(36)
    .padStart(2, '0')
  for (let at = 0; at < days.length; at += 2) {
    if (days.startsWith(sought, at)) return true
  }
  return false
}

/** The table's text of a country, split by year. */
const splitYears = keyedDerivation((text: string): readonly string[] => text.split('|'))

function years(country: string): readonly string[] {
  const text = countries.get(country)
  return text === undefined ? [] : splitYears(text)
}
