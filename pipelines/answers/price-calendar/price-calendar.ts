/**
 * Prices each day of a range for a market: the lowest observed fare of the departure, else an estimate
 * from comparable departures, else unknown. With a stay, each pair of dates has the round trip that was
 * observed on them or the sum of two one-way fares, marked as combined; where both were observed, the
 * lower.
 */
import { dayNumber, dayOf, type IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import type { Cabin } from '../../../models/airline/trip'
import type { SnapshotRead } from '../../market/snapshot-read'
import type { Rates } from '../evidence/answer-currency'
import { type CalendarEntry, oneWaysOf, together } from './one-ways'
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

export function priceCalendar(question: CalendarQuestion, inputs: CalendarInputs): PriceCalendar {
  const { market, from, to, stay } = question
  const { rates, now } = inputs
  const trips = stay && roundTripsOf(question, inputs.out, rates, now)
  const wanted = question.currency ?? trips?.currency
  const out = oneWaysOf(question, inputs.out, wanted, inputs)
  const currency = out.currency ?? wanted
  const days = daysFrom(from, dayNumber(to) - dayNumber(from) + 1)
  const suspect = suspectDays(question, inputs)
  if (!stay) {
    return { market, currency, entries: days.map((day) => marked(out.entry(day), suspect)) }
  }

  const back = oneWaysOf(question, inputs.back ?? NOT_READ, currency, inputs)
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
      return marked(lowerOf(combined, trips?.fare(day, returnDate)), suspect)
    })
  })
  return { market, currency, entries }
}

type SuspectDays = { readonly out: ReadonlySet<IsoDay>; readonly back: ReadonlySet<IsoDay> }

/** Departure dates of prices in quarantine; with a stay of round trips as well, whose return is not kept. */
function suspectDays(
  { cabin, stay }: CalendarQuestion,
  { out, back }: CalendarInputs
): SuspectDays {
  const daysOf = (read: SnapshotRead | undefined, roundTrips: boolean) =>
    (read?.snapshot?.quarantine ?? [])
      .filter((group) => group.cabin === cabin && (roundTrips || !group.roundTrip))
      .flatMap(({ suspects }) => suspects.map(({ departureDate }) => departureDate))
  return { out: new Set(daysOf(out, stay !== undefined)), back: new Set(daysOf(back, false)) }
}

function marked(entry: CalendarEntry, { out, back }: SuspectDays): CalendarEntry {
  const { departureDate, returnDate } = entry
  const isSuspect = out.has(departureDate) || (returnDate !== undefined && back.has(returnDate))
  return isSuspect ? { ...entry, isSuspect } : entry
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

/** An observed round trip is preferred to a sum, unless both directions were observed at a lower sum. */
function lowerOf(combined: CalendarEntry, roundTrip: RoundTripFare | undefined): CalendarEntry {
  if (!roundTrip) return combined
  if (combined.status === 'observed' && costOf(combined) < roundTrip.amountMinor) return combined
  const { departureDate, returnDate } = combined
  return { departureDate, returnDate, status: 'observed', fareKind: 'round_trip', ...roundTrip }
}

function daysFrom(from: IsoDay, count: number): IsoDay[] {
  const first = dayNumber(from)
  return Array.from({ length: count }, (_, index) => dayOf(first + index))
}
