/**
 * What a market costs on each day of a range: the lowest fare seen where a departure was seen, else
 * what comparable departures cost, else that nothing is known. With a stay, each trip out meets each
 * trip back as two one-way fares: returns are not kept by the day they come back on.
 */
import { dayNumber, dayOf, type IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import type { Cabin } from '../../../models/airline/trip'
import type { SnapshotRead } from '../../market/snapshot-read'
import { conversionNow, exchangedBy, quartilesIn, type Rates } from '../evidence/answer-currency'
import { comparablesOf } from '../evidence/comparables'
import type { FoundFares } from '../evidence/find-fare-group'
import { historyOf, lowestPriceOf } from '../evidence/history'
import { type PriceLevel, priceLevel, type Quartiles, quartilesOf } from '../evidence/price-level'
import { daysLeft, faresInQuestion } from '../evidence/question'

export type CalendarQuestion = {
  readonly market: Market
  readonly from: IsoDay
  readonly to: IsoDay
  /** Nights between out and back; one way without. */
  readonly stay?: { readonly least: number; readonly most: number } | undefined
  readonly cabin: Cabin
  readonly passengers: number
  readonly currency?: string | undefined
}

/** How the price of a day is known. */
export const CALENDAR_STATUSES = ['observed', 'estimated', 'unknown'] as const
export type CalendarStatus = (typeof CALENDAR_STATUSES)[number]

export type CalendarEntry = {
  readonly departureDate: IsoDay
  readonly returnDate?: IsoDay | undefined
  readonly status: CalendarStatus
  /** The lowest fare seen, or the median of comparable lowest fares; minor units. */
  readonly amountMinor?: number | undefined
  /** The day it was seen, the earlier of two. */
  readonly observedOn?: IsoDay | undefined
  /** Quartiles of comparable fares, of both ways together. */
  readonly typical?: Pick<Quartiles, 'first' | 'third'> | undefined
  readonly priceLevel?: PriceLevel | undefined
}

export type PriceCalendar = {
  readonly market: Market
  readonly currency?: string | undefined
  readonly entries: readonly CalendarEntry[]
}

export type CalendarInputs = {
  readonly out: SnapshotRead
  /** The opposite market; only with a stay. */
  readonly back?: SnapshotRead | undefined
  readonly rates: Rates
  readonly now: number
}

export function priceCalendar(question: CalendarQuestion, inputs: CalendarInputs): PriceCalendar {
  const { market, from, to, stay } = question
  const out = wayOf(question, market, inputs.out, question.currency, inputs)
  const currency = out.currency ?? question.currency
  const days = daysFrom(from, dayNumber(to) - dayNumber(from) + 1)
  if (!stay) return { market, currency, entries: days.map(out.entry) }

  const home: Market = `${market.slice(4)}-${market.slice(0, 3)}`
  const back = wayOf(question, home, inputs.back ?? NOT_READ, currency, inputs)
  const backOn = new Map<IsoDay, CalendarEntry>()
  const backEntry = (day: IsoDay) => {
    const known = backOn.get(day) ?? back.entry(day)
    backOn.set(day, known)
    return known
  }
  const entries = days.flatMap((day) => {
    const outbound = out.entry(day)
    const returns = daysFrom(dayOf(dayNumber(day) + stay.least), stay.most - stay.least + 1)
    return returns.map((returnDate) => together(outbound, backEntry(returnDate)))
  })
  return { market, currency, entries }
}

/** The cheapest entry of each week, Monday first; a week in which nothing is known keeps its first. */
export function cheapestByWeek(entries: readonly CalendarEntry[]): readonly CalendarEntry[] {
  return cheapestBy(entries, ({ departureDate }) =>
    Math.floor((dayNumber(departureDate) + THURSDAY) / 7)
  )
}

export function cheapestBy(
  entries: readonly CalendarEntry[],
  keyOf: (entry: CalendarEntry) => unknown
): readonly CalendarEntry[] {
  return [...Map.groupBy(entries, keyOf).values()].map((group) =>
    group.reduce((best, entry) => (costOf(entry) < costOf(best) ? entry : best))
  )
}

/** Nothing is dearer than what is not known. */
export function costOf({ amountMinor }: CalendarEntry): number {
  return amountMinor ?? Number.POSITIVE_INFINITY
}

/** 1970-01-01 was one; with it added, weeks begin on Mondays. */
const THURSDAY = 3
const NOT_READ: SnapshotRead = { snapshot: undefined, source: 'baseline' }

type Way = {
  readonly currency: string | undefined
  entry(day: IsoDay): CalendarEntry
}

function wayOf(
  { cabin, passengers }: CalendarQuestion,
  market: Market,
  reading: SnapshotRead,
  currency: string | undefined,
  { rates, now }: CalendarInputs
): Way {
  const trip = { market, departureDate: dayOf(0), cabin, passengers, currency }
  const found = faresInQuestion(trip, reading, (from, to) => conversionNow(rates, now, from, to))
  if (!found) return { currency: undefined, entry: unknown }
  const at = reading.snapshot?.at ?? now
  return {
    currency: found.conversion?.to ?? found.fareGroup.currency,
    entry: (departureDate) =>
      entryOf(departureDate, found, daysLeft({ ...trip, departureDate }, now), at),
  }
}

function entryOf(
  departureDate: IsoDay,
  { fareGroup, conversion }: FoundFares,
  days: number,
  at: number
): CalendarEntry {
  const exchanged = exchangedBy(conversion)
  const seen = lowestPriceOf(historyOf(fareGroup, departureDate, at))
  const comparables = comparablesOf(fareGroup, days, at)
  const compared = comparables && quartilesOf(comparables.gridMinor)
  const quartiles = compared && quartilesIn(compared, exchanged)
  const typical = quartiles && { first: quartiles.first, third: quartiles.third }
  if (seen) {
    const amountMinor = exchanged(seen.amountMinor)
    return {
      departureDate,
      status: 'observed',
      amountMinor,
      observedOn: seen.observedOn,
      typical,
      priceLevel: quartiles && priceLevel(amountMinor, quartiles),
    }
  }
  if (!quartiles) return unknown(departureDate)
  return { departureDate, status: 'estimated', amountMinor: quartiles.median, typical }
}

function unknown(departureDate: IsoDay): CalendarEntry {
  return { departureDate, status: 'unknown' }
}

/** As little is known of the trip as of its less known half. */
function together(out: CalendarEntry, back: CalendarEntry): CalendarEntry {
  const dates = { departureDate: out.departureDate, returnDate: back.departureDate }
  const [a, b] = [out.amountMinor, back.amountMinor]
  if (a === undefined || b === undefined) return { ...dates, status: 'unknown' }
  const status = out.status === 'observed' && back.status === 'observed' ? 'observed' : 'estimated'
  const typical = out.typical &&
    back.typical && {
      first: out.typical.first + back.typical.first,
      third: out.typical.third + back.typical.third,
    }
  const amountMinor = a + b
  const observedOn = [out.observedOn, back.observedOn].filter((day) => day !== undefined).sort()[0]
  return {
    ...dates,
    status,
    amountMinor,
    observedOn,
    typical,
    priceLevel: status === 'observed' && typical ? priceLevel(amountMinor, typical) : undefined,
  }
}

function daysFrom(from: IsoDay, count: number): IsoDay[] {
  const first = dayNumber(from)
  return Array.from({ length: count }, (_, index) => dayOf(first + index))
}
