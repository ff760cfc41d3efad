/** When, how far ahead, from where and on what a market is searched. */
import { dayNumber } from '../../models/airline/calendar'
import { weekdayOf } from '../../models/airline/local-time'
import { BOOKING_WINDOWS } from '../aggregates/booking-window'
import type { Counts, MarketDay } from '../aggregates/market-day'

export type Share = { readonly name: string; readonly searches: number; readonly share: number }

export type SearchPatterns = {
  readonly days: number
  readonly searches: number
  readonly passengers: number
  readonly bookings: number
  /** Hours 00 to 23, UTC. */
  readonly byHour: readonly Share[]
  /** 1 is Monday. */
  readonly byWeekday: readonly Share[]
  readonly byLeadTime: readonly Share[]
  readonly byDevice: readonly Share[]
  readonly byCountry: readonly Share[]
}

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
const WEEKDAYS = Array.from({ length: 7 }, (_, at) => String(at + 1))

export function searchPatterns(days: readonly MarketDay[]): SearchPatterns {
  const sum = (of: (day: MarketDay) => number) => days.reduce((total, day) => total + of(day), 0)
  return {
    days: new Set(days.map(({ day }) => day)).size,
    searches: sum(({ searches }) => searches),
    passengers: sum(({ passengers }) => passengers),
    bookings: sum(({ bookings }) => bookings),
    byHour: inOrder(HOURS, sumOf(days.map(({ byHour }) => byHour))),
    byWeekday: inOrder(
      WEEKDAYS,
      sumOf(days.map(({ day, searches }) => ({ [weekdayOf(dayNumber(day))]: searches })))
    ),
    byLeadTime: inOrder(BOOKING_WINDOWS, sumOf(days.map(({ byWindow }) => byWindow))),
    byDevice: mostFirst(sumOf(days.map(({ byDevice }) => byDevice))),
    byCountry: mostFirst(sumOf(days.map(({ byCountry }) => byCountry))),
  }
}

export function sumOf(all: readonly Counts[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) {
      sums.set(name, (sums.get(name) ?? 0) + count)
    }
  }
  return sums
}

function inOrder(names: readonly string[], sums: ReadonlyMap<string, number>): Share[] {
  return sharesOf(names.map((name) => [name, sums.get(name) ?? 0]))
}

function mostFirst(sums: ReadonlyMap<string, number>): Share[] {
  return sharesOf([...sums].sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1)))
}

function sharesOf(counts: readonly (readonly [string, number])[]): Share[] {
  const total = counts.reduce((sum, [, count]) => sum + count, 0)
  return counts.map(([name, searches]) => ({
    name,
    searches,
    share: total > 0 ? searches / total : 0,
  }))
}
