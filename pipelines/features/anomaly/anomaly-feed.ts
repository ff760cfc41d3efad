/**
 * State of one airline's fares in one market and cabin: the last price of every flight and
 * departure, the median fare of past days by days to departure, and the usual values of its days.
 * All of it is bounded and updated from closed days only.
 */
import type { SearchEvent } from '../../events/event'
import type { Offer } from '../../events/offer'

/** The parts of a search that feeds are watched by. */
export type FeedSearch = Pick<
  SearchEvent,
  'market' | 'at' | 'departureDate' | 'returnDate' | 'cabin' | 'currency'
> & { readonly offers: readonly Pick<Offer, 'airline' | 'flightNumber' | 'amountMinor'>[] }

export type KnownFare = { readonly log: number; readonly day: number }

export type Feed = {
  /** Last price by departure and flight. */
  readonly fares: Map<string, KnownFare>
  /** Recent median fares, by market and group of days to departure. */
  readonly levels: Map<string, Map<number, number[]>>
  /** Values of past days, by name of the measure. */
  readonly past: Map<string, number[]>
  lowestLog: number
  highestLog: number
  /** Overdue changes, see distances.ts. */
  awaitedChanges: number
  /** Expected sightings of the airline since the last one. */
  awaitedSightings: number
  lastSeenDay: number
  /** Days with searches of the market since the airline was first observed. */
  days: number
}

/** Number of days whose measures define the usual values. */
export const PAST_DAYS = 28
/** First days to departure of each group. */
const GROUPS = [0, 2, 4, 7, 10, 14, 21, 30, 45, 60, 90, 120]

export function createFeed(): Feed {
  return {
    fares: new Map(),
    levels: new Map(),
    past: new Map(),
    lowestLog: Number.POSITIVE_INFINITY,
    highestLog: Number.NEGATIVE_INFINITY,
    awaitedChanges: 0,
    awaitedSightings: 0,
    lastSeenDay: Number.NEGATIVE_INFINITY,
    days: 0,
  }
}

export function groupOf(daysToDeparture: number): number {
  return GROUPS.findLastIndex((from) => daysToDeparture >= from)
}

export function remember(past: Map<string, number[]>, name: string, value: number): void {
  const values = past.get(name) ?? []
  past.set(name, values)
  values.push(value)
  if (values.length > PAST_DAYS) values.shift()
}

/** Key of a departure and flight; without a flight number, of the airline's lowest fare. */
export function fareKey(
  { market, departureDate, returnDate }: FeedSearch,
  flight: string | undefined
): string {
  return `${market}/${departureDate}/${returnDate ?? ''}/${flight ?? ''}`
}
