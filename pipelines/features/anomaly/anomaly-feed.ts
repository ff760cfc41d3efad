/**
 * What is remembered of one airline's fares in one market and cabin: the last price of every flight
 * and departure, the middle fare of past days by days to departure, and what its days usually look
 * like. All of it is bounded and comes from closed days alone.
 */
import type { SearchEvent } from '../../events/event'

export type KnownFare = { readonly log: number; readonly day: number }

export type Feed = {
  /** Last price by departure and flight. */
  readonly fares: Map<string, KnownFare>
  /** Of the last days: the middle fare, by market and group of days to departure. */
  readonly levels: Map<string, Map<number, number[]>>
  /** What past days measured, by name of the measure. */
  readonly past: Map<string, number[]>
  lowestLog: number
  highestLog: number
  /** Changes that are overdue, see distances.ts. */
  awaitedChanges: number
  /** Searches that were to show the airline since one last did. */
  awaitedSightings: number
  lastSeenDay: number
  /** Days on which the market was looked at since the airline was first seen. */
  days: number
}

/** Days whose measures say what is usual. */
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

/** Which departure and flight a price is of; without a flight number it is the airline's lowest. */
export function fareKey(
  { market, departureDate, returnDate }: SearchEvent,
  flight: string | undefined
): string {
  return `${market}/${departureDate}/${returnDate ?? ''}/${flight ?? ''}`
}
