/**
 * Public national holidays by country, made by `tools/generate/holidays.ts` and searched in place. Regional
 * holidays, school holidays and observances are not in it.
 * Data: date-holidays, CC BY-SA 3.0.
 */
import { dayNumber, type IsoDay } from './calendar'
import table from './holidays.generated.json'

const countries: ReadonlyMap<string, string> = new Map(Object.entries(table.countries))

/** A memo: years of the countries asked for. */
const yearsOf = new Map<string, readonly string[]>()

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

function years(country: string): readonly string[] {
  const known = yearsOf.get(country)
  if (known) return known
  const text = countries.get(country)
  if (text === undefined) return []
  const split = text.split('|')
  yearsOf.set(country, split)
  return split
}
