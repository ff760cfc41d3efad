/**
 * Prices each day of a range for a market: the lowest observed fare of the departure, else an estimate
 * from comparable departures, else unknown. With a stay, each pair of dates has the round trip that was
 * observed on them or the sum of two one-way fares, marked as combined; where both were observed, the
 * lower.
 */
import { dayNumber, dayOf, type IsoDay } from '../../../models/airline/calendar'
import type { Conversion } from '../../../models/airline/exchange-rates'
import { endsOf, type Market, marketOf } from '../../../models/airline/market'
import type { Cabin } from '../../../models/airline/trip'
import type { ComparableGroup } from '../../market/groups/group-for'
import type { SnapshotRead } from '../../market/snapshot-read'
import { conversionNow, exchangedBy, quartilesIn, type Rates } from '../evidence/answer-currency'
import { comparablesOf } from '../evidence/comparables'
import { historyOf, lowestPriceOf } from '../evidence/history'
import { exactGroup } from '../evidence/own-group'
import { type PriceLevel, priceLevel, type Quartiles, quartilesOf } from '../evidence/price-level'
import { daysUntil, faresInQuestion } from '../evidence/question'
import { type RoundTripFare, roundTripsOf } from './round-trips'

export type CalendarQuestion = {
  readonly market: Market
  /** The day of the question, by the calendar at the origin. */
  readonly today: IsoDay
  readonly from: IsoDay
  readonly to: IsoDay
  /** Nights between outbound and return; absent for one-way trips. */
  readonly stay?: { readonly least: number; readonly most: number } | undefined
  readonly cabin: Cabin
  readonly passengers: number
  readonly currency?: string | undefined
  /** Only fares with so many stops, 2 for two or more. */
  readonly stops?: number | undefined
}

/** The evidence for the price of a day. */
export const CALENDAR_STATUSES = ['observed', 'estimated', 'unknown'] as const
export type CalendarStatus = (typeof CALENDAR_STATUSES)[number]

/** How the price of an entry is sold; "combined" is the sum of two one-way fares. */
export const FARE_KINDS = ['one_way', 'round_trip', 'combined'] as const
export type FareKind = (typeof FARE_KINDS)[number]

export type CalendarEntry = {
  readonly departureDate: IsoDay
  readonly returnDate?: IsoDay | undefined
  readonly status: CalendarStatus
  /** The lowest observed fare, or the median of comparable lowest fares; minor units. */
  readonly amountMinor?: number | undefined
  /** Absent for an unknown price. */
  readonly fareKind?: FareKind | undefined
  /** The day of the observation; with a stay, the earlier of the two. */
  readonly observedOn?: IsoDay | undefined
  /** Quartiles of comparable fares; with a stay, the sums over both directions. */
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
  /** Snapshot of the opposite market; only with a stay. */
  readonly back?: SnapshotRead | undefined
  readonly rates: Rates
  readonly now: number
}

/** Returns the market of the way back. */
export function homeMarket(market: Market): Market {
  const { origin, destination } = endsOf(market)
  return marketOf(destination, origin)
}

export function priceCalendar(question: CalendarQuestion, inputs: CalendarInputs): PriceCalendar {
  const { market, from, to, stay } = question
  const { rates, now } = inputs
  const trips = stay && roundTripsOf(question, inputs.out, rates, now)
  const wanted = question.currency ?? trips?.currency
  const out = wayOf(question, inputs.out, wanted, inputs)
  const currency = out.currency ?? wanted
  const days = daysFrom(from, dayNumber(to) - dayNumber(from) + 1)
  if (!stay) return { market, currency, entries: days.map(out.entry) }

  const back = wayOf(question, inputs.back ?? NOT_READ, currency, inputs)
  const backOn = new Map<IsoDay, CalendarEntry>()
  const backEntry = (day: IsoDay) => {
    const known = backOn.get(day) ?? back.entry(day)
    backOn.set(day, known)
    return known
  }
  const entries = days.flatMap((day) => {
    const outbound = out.entry(day)
    const returns = daysFrom(dayOf(dayNumber(day) + stay.least), stay.most - stay.least + 1)
    return returns.map((returnDate) => {
      const combined = together(outbound, backEntry(returnDate))
      return lowerOf(combined, trips?.fare(day, returnDate))
    })
  })
  return { market, currency, entries }
}

/** Returns the cheapest entry of each week from Monday; a week of unknown prices keeps its first entry. */
export function cheapestByWeek(entries: readonly CalendarEntry[]): readonly CalendarEntry[] {
  return cheapestBy(entries, ({ departureDate }) =>
    Math.floor((dayNumber(departureDate) + THURSDAY) / 7)
  )
}

export function cheapestBy(
  entries: readonly CalendarEntry[],
  groupKey: (entry: CalendarEntry) => unknown
): readonly CalendarEntry[] {
  return [...Map.groupBy(entries, groupKey).values()].map((group) =>
    group.reduce((best, entry) => (costOf(entry) < costOf(best) ? entry : best))
  )
}

/** Returns infinity for an unknown price, so that it sorts last. */
export function costOf({ amountMinor }: CalendarEntry): number {
  return amountMinor ?? Number.POSITIVE_INFINITY
}

/** Days from Monday to 1970-01-01, a Thursday; adding them makes weeks begin on Mondays. */
const THURSDAY = 3
const NOT_READ: SnapshotRead = { snapshot: undefined, source: 'baseline' }

type Way = {
  readonly currency: string | undefined
  entry(day: IsoDay): CalendarEntry
}

function wayOf(
  { cabin, today, stops }: CalendarQuestion,
  snapshotRead: SnapshotRead,
  currency: string | undefined,
  { rates, now }: CalendarInputs
): Way {
  const found = faresInQuestion({ cabin, currency }, snapshotRead, (from, to) =>
    conversionNow(rates, now, from, to)
  )
  if (!found) return { currency: undefined, entry: unknown }
  const { fareGroup, conversion } = found
  const at = snapshotRead.snapshot?.at ?? now
  const group = stops === undefined ? fareGroup : exactGroup(fareGroup, { stops })
  return {
    currency: conversion?.to ?? fareGroup.currency,
    entry: (departureDate) =>
      group
        ? entryOf(departureDate, group, conversion, { days: daysUntil(departureDate, today), at })
        : unknown(departureDate),
  }
}

function entryOf(
  departureDate: IsoDay,
  group: ComparableGroup,
  conversion: Conversion | undefined,
  { days, at }: { readonly days: number; readonly at: number }
): CalendarEntry {
  const exchanged = exchangedBy(conversion)
  const seen = lowestPriceOf(historyOf(group, departureDate, at))
  const comparables = comparablesOf(group, days, at)
  const compared = comparables && quartilesOf(comparables.gridMinor)
  const quartiles = compared && quartilesIn(compared, exchanged)
  const typical = quartiles && { first: quartiles.first, third: quartiles.third }
  if (seen) {
    const amountMinor = exchanged(seen.amountMinor)
    return {
      departureDate,
      status: 'observed',
      fareKind: 'one_way',
      amountMinor,
      observedOn: seen.observedOn,
      typical,
      priceLevel: quartiles && priceLevel(amountMinor, quartiles),
    }
  }
  if (!quartiles) return unknown(departureDate)
  const amountMinor = quartiles.median
  return { departureDate, status: 'estimated', fareKind: 'one_way', amountMinor, typical }
}

function unknown(departureDate: IsoDay): CalendarEntry {
  return { departureDate, status: 'unknown' }
}

/** An observed round trip is preferred to a sum, unless both directions were observed at a lower sum. */
function lowerOf(combined: CalendarEntry, roundTrip: RoundTripFare | undefined): CalendarEntry {
  if (!roundTrip) return combined
  if (combined.status === 'observed' && costOf(combined) < roundTrip.amountMinor) return combined
  const { departureDate, returnDate } = combined
  return { departureDate, returnDate, status: 'observed', fareKind: 'round_trip', ...roundTrip }
}

/** Combines two directions; the status is that of the direction with less evidence. */
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
    fareKind: 'combined',
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
