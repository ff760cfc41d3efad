/**
 * Flight numbers of an airline in a market: how often each is sold when the airline is. One that is not
 * sold for far longer than chance explains has left the schedule.
 */
import type { FeedSearch } from '../features/anomaly/anomaly-feed'

export type FlightPresence = {
  /** Mean share of the airline's searches of a day that show the flight. */
  share: number
  days: number
  /** Sightings that were due since the last one. */
  awaited: number
  /** Days without a sighting since the last one. */
  daysAway: number
  /** Sightings of the day so far. */
  today: number
}

/** By airline and flight number. */
export type FlightPresences = Map<string, Map<string, FlightPresence>>

export type LostFlight = {
  readonly airline: string
  readonly flight: string
  readonly awaited: number
  readonly share: number
}

const LEAST_DAYS = 10
const MEMORY_DAYS = 14
/** At a mean of 20 due sightings none at all has a chance of 2e-9. */
export const AWAITED_LIMIT = 20
/** Flights of some weekdays stay away for days. */
const LEAST_DAYS_AWAY = 3
/** A flight that is gone for so long is forgotten. */
const FORGOTTEN_DAYS = 14
/** Flights that few searches show come and go. */
const LEAST_SHARE = 0.2
const MOST_FLIGHTS = 64

export function noteFlights(presences: FlightPresences, search: FeedSearch): void {
  const seen = new Set<string>()
  for (const { airline, flightNumber } of search.offers) {
    if (flightNumber === undefined || seen.has(`${airline}/${flightNumber}`)) continue
    seen.add(`${airline}/${flightNumber}`)
    const flights = presences.get(airline) ?? new Map<string, FlightPresence>()
    presences.set(airline, flights)
    const known = flights.get(flightNumber)
    if (known) known.today += 1
    else if (flights.size < MOST_FLIGHTS) flights.set(flightNumber, createPresence())
  }
}

function createPresence(): FlightPresence {
  return { share: 0, days: 0, awaited: 0, daysAway: 0, today: 1 }
}

/** Ends the day: `shownOf` is the number of searches that showed an airline. Returns flights lost by it. */
export function closeFlights(
  presences: FlightPresences,
  shownOf: (airline: string) => number
): LostFlight[] {
  const lost: LostFlight[] = []
  for (const [airline, flights] of presences) {
    const shown = shownOf(airline)
    if (shown === 0) continue
    for (const [flight, presence] of flights) {
      learn(presence, shown)
      const { share, days, awaited, daysAway } = presence
      if (daysAway > FORGOTTEN_DAYS) flights.delete(flight)
      const isUsual = days >= LEAST_DAYS && share >= LEAST_SHARE
      if (isUsual && daysAway >= LEAST_DAYS_AWAY && awaited >= AWAITED_LIMIT) {
        lost.push({ airline, flight, awaited, share })
      }
    }
  }
  return lost
}

function learn(presence: FlightPresence, shown: number): void {
  const { today, share, days } = presence
  presence.today = 0
  if (today === 0) {
    presence.awaited += share * shown
    presence.daysAway += 1
    return
  }
  presence.awaited = 0
  presence.daysAway = 0
  presence.days += 1
  presence.share = share + (today / shown - share) / Math.min(MEMORY_DAYS, days + 1)
}
