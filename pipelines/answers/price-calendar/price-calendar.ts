/**
 * Prices each day of a range for a market: the lowest observed fare of the departure, else an estimate
 * from comparable departures, else unknown. With a stay, each outbound day is combined with each
 * return day as two one-way fares, because round-trip fares are not stored by return date.
 */
import { dayNumber, dayOf, type IsoDay } from '../../../models/airline/calendar'
import { endsOf, type Market, marketOf } from '../../../models/airline/market'
import type { Cabin } from '../../../models/airline/trip'
import type { SnapshotRead } from '../../market/snapshot-read'
import { conversionNow, exchangedBy, quartilesIn, type Rates } from '../evidence/answer-currency'
import { comparablesOf } from '../evidence/comparables'
import type { FoundFares } from '../evidence/find-fare-group'
import { historyOf, lowestPriceOf } from '../evidence/history'
import { type PriceLevel, priceLevel, type Quartiles, quartilesOf } from '../evidence/price-level'
import { daysUntil, faresInQuestion } from '../evidence/question'

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
}

/** The evidence for the price of a day. */
export const CALENDAR_STATUSES = ['observed', 'estimated', 'unknown'] as const
export type CalendarStatus = (typeof CALENDAR_STATUSES)[number]

export type CalendarEntry = {
  readonly departureDate: IsoDay
  readonly returnDate?: IsoDay | undefined
  readonly status: CalendarStatus
  /** The lowest observed fare, or the median of comparable lowest fares; minor units. */
  readonly amountMinor?: number | undefined
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
  const out = wayOf(question, inputs.out, question.currency, inputs)
  const currency = out.currency ?? question.currency
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
    return returns.map((returnDate) => together(outbound, backEntry(returnDate)))
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
  keyOf: (entry: CalendarEntry) => unknown
): readonly CalendarEntry[] {
  return [...Map.groupBy(entries, keyOf).values()].map((group) =>
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
  { cabin, today }: CalendarQuestion,
  snapshotRead: SnapshotRead,
  currency: string | undefined,
  { rates, now }: CalendarInputs
): Way {
  const found = faresInQuestion({ cabin, currency }, snapshotRead, (from, to) =>
    conversionNow(rates, now, from, to)
  )
  if (!found) return { currency: undefined, entry: unknown }
  const at = snapshotRead.snapshot?.at ?? now
  return {
    currency: found.conversion?.to ?? found.fareGroup.currency,
    entry: (departureDate) => entryOf(departureDate, found, daysUntil(departureDate, today), at),
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
