/** The one-way fares of a direction by departure date, and the sum of two of them. */
import type { IsoDay } from '../../../models/airline/calendar'
import type { Conversion } from '../../../models/airline/exchange-rates'
import type { Market } from '../../../models/airline/market'
import type { Cabin } from '../../../models/airline/trip'
import type { ComparableGroup, GroupQuestion } from '../../market/groups/group-for'
import type { SnapshotRead } from '../../market/snapshot-read'
import { conversionNow, exchangedBy, quartilesIn, type Rates } from '../evidence/answer-currency'
import { comparablesOf } from '../evidence/comparables'
import { latestLowestPrice } from '../evidence/history'
import { exactGroup } from '../evidence/own-group'
import { type PriceLevel, priceLevel, type Quartiles, quartilesOf } from '../evidence/price-level'
import { daysUntil, faresInQuestion } from '../evidence/question'

/** The evidence for the price of a day. */
export const CALENDAR_STATUSES = ['observed', 'estimated', 'unknown'] as const
export type CalendarStatus = (typeof CALENDAR_STATUSES)[number]

/** How a price is sold; "combined" is the sum of two one-way fares. */
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
  /** Airports of an observed fare, in an answer for a city. */
  readonly market?: Market | undefined
  /** Airports of the way back, where two one-way fares were observed. */
  readonly returnMarket?: Market | undefined
  /** Quartiles of comparable fares; with a stay, the sums over both directions. */
  readonly typical?: Quartiles | undefined
  /** Number of fares behind the quartiles. */
  readonly compared?: number | undefined
  readonly priceLevel?: PriceLevel | undefined
  /** Whether a price of these dates is kept in quarantine, and counted nowhere. */
  readonly isSuspect?: boolean | undefined
}

/** One-way fares of one direction. */
export type OneWays = {
  /** The currency of every amount; undefined when no one-way fare of the cabin was observed. */
  readonly currency: string | undefined
  entry(day: IsoDay): CalendarEntry
}

export type OneWayQuestion = GroupQuestion & {
  readonly cabin: Cabin
  /** The day of the question, by the calendar at the origin of the trip. */
  readonly today: IsoDay
}

/** Without a currency, amounts are in the one most observed. */
export function oneWaysOf(
  { cabin, today, stops, airline, bags }: OneWayQuestion,
  snapshotRead: SnapshotRead,
  currency: string | undefined,
  { rates, now }: { readonly rates: Rates; readonly now: number }
): OneWays {
  const found = faresInQuestion({ cabin, currency }, snapshotRead, (from, to) =>
    conversionNow(rates, now, from, to)
  )
  if (!found) return { currency: undefined, entry: unknown }
  const { fareGroup, conversion } = found
  const at = snapshotRead.snapshot?.at ?? now
  const group = exactGroup(fareGroup, { stops, airline, bags })
  return {
    currency: conversion?.to ?? fareGroup.currency,
    entry: (departureDate) =>
      group
        ? entryOf(departureDate, group, conversion, { days: daysUntil(departureDate, today), at })
        : unknown(departureDate),
  }
}

/** Combines two directions; the status is that of the direction with less evidence. */
export function together(out: CalendarEntry, back: CalendarEntry): CalendarEntry {
  const dates = { departureDate: out.departureDate, returnDate: back.departureDate }
  const [a, b] = [out.amountMinor, back.amountMinor]
  if (a === undefined || b === undefined) return { ...dates, status: 'unknown' }
  const status = out.status === 'observed' && back.status === 'observed' ? 'observed' : 'estimated'
  const typical = out.typical && back.typical && sumOf(out.typical, back.typical)
  const amountMinor = a + b
  const observedOn = [out.observedOn, back.observedOn].filter((day) => day !== undefined).sort()[0]
  return {
    ...dates,
    status,
    fareKind: 'combined',
    amountMinor,
    observedOn,
    market: out.market,
    returnMarket: back.market,
    typical,
    compared: typical && (out.compared ?? 0) + (back.compared ?? 0),
    priceLevel: status === 'observed' && typical ? priceLevel(amountMinor, typical) : undefined,
  }
}

function entryOf(
  departureDate: IsoDay,
  group: ComparableGroup,
  conversion: Conversion | undefined,
  { days, at }: { readonly days: number; readonly at: number }
): CalendarEntry {
  const exchanged = exchangedBy(conversion)
  const seen = latestLowestPrice(group, departureDate, at)
  const comparables = comparablesOf(group, days, at)
  const quartiles = comparables && quartilesOf(comparables.gridMinor)
  const typical = quartiles && quartilesIn(quartiles, exchanged)
  const known = { departureDate, typical, compared: comparables?.observations }
  if (seen) {
    const amountMinor = exchanged(seen.amountMinor)
    return {
      ...known,
      status: 'observed',
      fareKind: 'one_way',
      amountMinor,
      observedOn: seen.observedOn,
      market: seen.market,
      priceLevel: typical && priceLevel(amountMinor, typical),
    }
  }
  if (!typical) return unknown(departureDate)
  return { ...known, status: 'estimated', fareKind: 'one_way', amountMinor: typical.median }
}

/** Directions are dear on the same days, so a quartile of the sum is taken as the sum of quartiles. */
function sumOf(out: Quartiles, back: Quartiles): Quartiles {
  return {
    minimum: out.minimum + back.minimum,
    first: out.first + back.first,
    median: out.median + back.median,
    third: out.third + back.third,
    maximum: out.maximum + back.maximum,
  }
}

function unknown(departureDate: IsoDay): CalendarEntry {
  return { departureDate, status: 'unknown' }
}
