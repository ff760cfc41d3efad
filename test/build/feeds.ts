/** A synthetic feed: two airlines, departures observed each morning, fares that sometimes change. */
import { DAY_MS, dayOf } from '../../models/airline/calendar'
import type { SearchEvent } from '../../pipelines/events/event'
import { stream } from '../../pipelines/simulator/world/stream'

export const FIRST_DAY = 20_000
export const DAYS = 40
export const DEPARTURES = 25

export type FeedShape = {
  readonly seed: number
  /** Probability a day that a fare changes. */
  readonly changes: number
  /** Minor units per unit of the made-up fares. */
  readonly scale?: number
}

export function feedOf({ seed, changes, scale = 1 }: FeedShape): SearchEvent[] {
  const random = stream(seed, 'feed')
  const fares = new Map<string, number>()
  const events: SearchEvent[] = []
  for (let day = FIRST_DAY; day < FIRST_DAY + DAYS; day += 1) {
    for (let ahead = 1; ahead <= DEPARTURES; ahead += 1) {
      events.push(
        searchOn(day, day + ahead, (key) => {
          const known = fares.get(key) ?? 10_000 + Math.floor(random() * 2_000)
          const draw = random()
          const fare = draw < changes ? Math.round(known * (0.85 + 0.35 * random())) : known
          fares.set(key, Math.min(20_000, Math.max(6_000, fare)))
          return (fares.get(key) ?? fare) * scale
        })
      )
    }
  }
  return events
}

function searchOn(day: number, departure: number, fareOf: (key: string) => number): SearchEvent {
  const at = day * DAY_MS + 6 * 3_600_000
  return {
    type: 'search',
    id: `${day}-${departure}`,
    at,
    receivedAt: at,
    market: 'LIS-JFK',
    departureDate: dayOf(departure),
    currency: 'EUR',
    cabin: 'economy',
    passengers: 1,
    shopper: {},
    offers: ['TP', 'DL'].map((airline) => ({
      airline,
      flightNumber: `${airline}1`,
      amountMinor: fareOf(`${airline}/${departure}`),
    })),
  }
}
