/** A calendar day in the unit of its column, or with its month as a name, whatever the unit. */
import { MONTH_NAMES } from '../month-names'
import type { FeedUnit } from './feed-csv-map'

/** A time behind the day is dropped: "2026-12-20 00:00:00" is 20 December. */
export function dayIn(text: string, unit: FeedUnit | undefined): string | undefined {
  const day = text.replace(
    /(?:T|\s+)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]m)?\s*(?:Z|UTC|[+-]\d\d:?\d\d)?$/i,
    ''
  )
  const named = dayWithMonthName(day)
  if (named !== undefined) return named
  const [a = '', b = '', c = ''] = day.split(/[./-]/)
  if (unit === 'YYYYMMDD') return day.replace(/^(\d{4})(\d\d)(\d\d)(?:\.0)?$/, '$1-$2-$3')
  if (unit === 'DD.MM.YYYY' || unit === 'DD/MM/YYYY') return isoDay(c, b, a)
  if (unit === 'MM/DD/YYYY') return isoDay(c, a, b)
  return /^\d{4}$/.test(a) && c !== '' ? isoDay(a, b, c) : day
}

/** "20 Dec 2026", "20-December-2026", "Dec 20, 2026" or "20DEC26": a name leaves no doubt. */
function dayWithMonthName(text: string): string | undefined {
  const written = text.replace(/^[a-z]{3,9},?\s+(?=\d|[a-z])/i, (weekday) =>
    /^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(weekday) ? '' : weekday
  )
  const [, first, name, year] =
    /^(\d{1,2})(?:st|nd|rd|th)?[\s-]*([a-z]{3,9})[.,]?[\s-]*(\d{4}|\d\d)$/i.exec(written) ?? []
  const [, nameFirst, day, yearLast] =
    /^([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i.exec(written) ?? []
  const word = (name ?? nameFirst ?? '').toLowerCase()
  const month = MONTH_NAMES.findIndex((each) => each === word || each.slice(0, 3) === word) + 1
  if (month === 0) return undefined
  return isoDay(year ?? yearLast ?? '', String(month), first ?? day ?? '')
}

/** Two digits of a year are of this century: no feed has fares of 1926. */
function isoDay(year: string, month: string, day: string): string {
  if (/^\d\d$/.test(year)) return isoDay(`20${year}`, month, day)
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
