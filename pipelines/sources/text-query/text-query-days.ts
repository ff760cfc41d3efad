/**
 * Days that a typed search names, as spans of calendar days. A day without year is the next one to
 * come; "next friday" is next week's, "friday" the first to come. The day stands before the month,
 * except in dates that are only valid the other way round.
 */
import {
  DAY_MS,
  dayNumber,
  dayNumberAt,
  dayOf,
  type IsoDay,
} from '../../../models/airline/calendar'
import { weekdayOf } from '../../../models/airline/local-time'
import { MONTHS, mask, NUMBER, numberOf, WEEKDAYS, type Words } from './text-query-words'

/** First and last day, both of the span. */
export type DaySpan = { readonly from: IsoDay; readonly to: IsoDay }
export type NamedSpan = DaySpan & { readonly place: number; readonly isReturn: boolean }

const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?'
const YEAR = '(?: (20\\d\\d))?'
const WEEKDAY = '(mon|tues|wednes|thurs|fri|satur|sun)day'
/** "sun" is a word by itself, "on sun" is a day. */
const SHORT_WEEKDAY = '(mon|tue|wed|thu|fri|sat|sun)'
const TO = '(?:-|to|until|till|through)'

type Rule = readonly [RegExp, (parts: readonly string[], today: number) => readonly Span[]]
/** Day numbers. */
type Span = readonly [from: number, to: number]

const RULES: readonly Rule[] = [
  [rule('(20\\d\\d-\\d\\d-\\d\\d)'), ([, day = '']) => only(dayNumber(day), dayNumber(day))],
  [
    rule('(\\d{1,2})[./](\\d{1,2})(?:[./](\\d{2,4}))?'),
    ([, a = '', b = '', year], today) => {
      const [day, month] = Number(b) > 12 ? [b, a] : [a, b]
      return only(date(Number(day), Number(month), fullYear(year), today))
    },
  ],
  [
    rule(`${DAY} ${TO} ${DAY} (?:of )?${MONTH}${YEAR}`),
    ([, first, last, month, year], today) => range(first, last, month, year, today),
  ],
  [
    rule(`${MONTH} ${DAY} ${TO} ${DAY}${YEAR}`),
    ([, month, first, last, year], today) => range(first, last, month, year, today),
  ],
  [
    rule(`${DAY} (?:of )?${MONTH}${YEAR}`),
    ([, day, month, year], today) => only(named(day, month, year, today)),
  ],
  [
    rule(`${MONTH} ${DAY}${YEAR}`),
    ([, month, day, year], today) => only(named(day, month, year, today)),
  ],
  // "may" and "march" are words, too: they need an "in" before or a year behind.
  [
    rule(`(?:in|for|during|of|this|next|(early|mid|late)) (?:- )?${MONTH}${YEAR}`),
    ([, part, month, year], today) => monthSpan(part, month, year, today),
  ],
  [
    rule(`${MONTH} (20\\d\\d)`),
    ([, month, year], today) => monthSpan(undefined, month, year, today),
  ],
  [
    rule(`(?<!\\d )${MONTH.replace('mar(?:ch)?|', '').replace('may|', '')}`),
    ([, month], today) => monthSpan(undefined, month, undefined, today),
  ],
  [rule('day after tomorrow'), (_, today) => only(today + 2)],
  [rule('tomorrow'), (_, today) => only(today + 1)],
  [rule('(?:today|tonight)'), (_, today) => only(today)],
  [
    rule('(?:(this|next|the|a) )?weekend'),
    ([, which], today) => {
      const saturday = monday(today) + 5 + (which === 'next' ? 7 : 0)
      return only(Math.max(saturday, today), saturday + 1)
    },
  ],
  [
    rule(`(?:(this|next|on|coming) )?${WEEKDAY}`),
    ([, which, name], today) => only(weekday(which, name, today)),
  ],
  [
    rule(`(this|next|on|coming) ${SHORT_WEEKDAY}`),
    ([, which, name], today) => only(weekday(which, name, today)),
  ],
  [rule('next week'), (_, today) => only(monday(today) + 7, monday(today) + 13)],
  [
    rule('(this|next) month'),
    ([, which], today) => {
      const now = new Date(today * DAY_MS)
      const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + (which === 'next' ? 1 : 0))
      return wholeMonth(first).map(([from, to]): Span => [Math.max(from, today), to])
    },
  ],
  [
    rule(`in ${NUMBER} (day|week|month)s?`),
    ([, count, unit], today) => only(today + (numberOf(count) ?? 0) * daysIn(unit)),
  ],
]

/** In the order they are written. */
export function spansIn(words: Words, today: IsoDay): NamedSpan[] {
  const spans = RULES.flatMap(([pattern, read]) =>
    [...words.text.matchAll(pattern)].flatMap((match) => {
      // Another rule may already have masked this text.
      const found = read(match, dayNumber(today))
      if (found.length === 0) return []
      const isReturn = RETURN.test(words.text.slice(0, match.index))
      mask(words, match.index, match[0].length)
      return found.map(([from, to], nth) => ({
        from: dayOf(from),
        to: dayOf(to),
        place: match.index + nth,
        isReturn: isReturn || nth > 0,
      }))
    })
  )
  return spans.sort((a, b) => a.place - b.place)
}
const RETURN = /(?:^| )(?:return(?:ing)?|back|until|till|-|to)(?: on| in)? $/

function rule(pattern: string): RegExp {
  return new RegExp(`(?<![^ ])${pattern}(?![^ ])`, 'g')
}

/** Leaves out days that no calendar has. */
function only(from: number | undefined, to = from): Span[] {
  if (from === undefined || to === undefined) return []
  return Math.abs(from) < MAX_DAY && Math.abs(to) < MAX_DAY ? [[from, to]] : []
}
/** The year 2200, in days since 1970. */
const MAX_DAY = 84_000

function monday(day: number): number {
  return day - weekdayOf(day) + 1
}

function weekday(which: string | undefined, name: string | undefined, today: number): number {
  const day = monday(today) + WEEKDAYS.indexOf((name ?? '').slice(0, 3))
  return which === 'next' || day <= today ? day + 7 : day
}

function daysIn(unit: string | undefined): number {
  if (unit === 'week') return 7
  return unit === 'month' ? 30 : 1
}

function fullYear(year: string | undefined): number | undefined {
  if (year === undefined) return undefined
  return year.length === 2 ? 2000 + Number(year) : Number(year)
}

function monthNumber(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3)) + 1
}

function named(
  day: string | undefined,
  month: string | undefined,
  year: string | undefined,
  today: number
): number | undefined {
  return date(Number(day), monthNumber(month), fullYear(year), today)
}

/** Without a year, the next such day; undefined for the 31st of June. */
function date(day: number, month: number, year: number | undefined, today: number) {
  const thisYear = new Date(today * DAY_MS).getUTCFullYear()
  const years = year === undefined ? [thisYear, thisYear + 1] : [year]
  return years
    .map((each) => Date.UTC(each, month - 1, day))
    .filter((at) => new Date(at).getUTCDate() === day && new Date(at).getUTCMonth() === month - 1)
    .map(dayNumberAt)
    .find((number) => year !== undefined || number >= today)
}

function range(
  first: string | undefined,
  last: string | undefined,
  month: string | undefined,
  year: string | undefined,
  today: number
): Span[] {
  const from = named(first, month, year, today)
  const to = from === undefined ? undefined : from + Number(last) - Number(first)
  return to === undefined || from === undefined || to < from ? [] : [...only(from), ...only(to)]
}

const PARTS = new Map([
  ['early', [0, 9]],
  ['mid', [10, 19]],
  ['late', [20, 30]],
])

function monthSpan(
  part: string | undefined,
  name: string | undefined,
  year: string | undefined,
  today: number
): Span[] {
  const now = new Date(today * DAY_MS)
  const month = monthNumber(name) - 1
  const wraps = month < now.getUTCMonth() ? 1 : 0
  const [whole] = wholeMonth(Date.UTC(fullYear(year) ?? now.getUTCFullYear() + wraps, month))
  const [start = 0, end = 30] = PARTS.get(part ?? '') ?? []
  if (!whole) return []
  const from = Math.max(whole[0] + start, year === undefined ? today : 0)
  return only(Math.min(from, whole[1]), Math.min(whole[0] + end, whole[1]))
}

function wholeMonth(first: number): Span[] {
  const start = new Date(first)
  const next = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1)
  return only(dayNumberAt(first), dayNumberAt(next) - 1)
}
