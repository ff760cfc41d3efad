/** What a simulated market is made of. Fares are major units of the market's currency. */
import type { Market } from '../../../models/airline/market'

export type Flight = {
  readonly flightNumber: string
  readonly airline: string
  readonly lowCost: boolean
  /** Local time at the origin, `HH:MM`. */
  readonly departsAt: string
  readonly stops: number
  readonly durationMinutes: number
  readonly seats: number
  /** Fares of its RBDs, rising; step 0 is the lowest. */
  readonly ladder: readonly number[]
  /** Weekdays it flies, 1 Monday to 7 Sunday. */
  readonly weekdays: readonly number[]
}

/** Low-cost markets behave like the panel of one low-cost carrier, full-service ones like two flag carriers. */
export const FAMILIES = ['low_cost', 'full_service', 'mixed'] as const
export type Family = (typeof FAMILIES)[number]

/** Fixed behaviour of a sandbox market; see `magic-markets.ts`. */
export type Script = 'drops' | 'rises' | 'abstains' | 'slow' | 'anomaly'

export type SimulatedMarket = {
  readonly market: Market
  readonly currency: string
  readonly family: Family
  /** Usual one-way economy fare. */
  readonly usualFare: number
  /** Those who want to travel on a usual date, against all seats: above 1 more want than can. */
  readonly pressure: number
  /** Share of them who travel for work. */
  readonly businessShare: number
  /** Mean days ahead at which leisure looks. */
  readonly leisureLead: number
  /** Sessions a day on a usual day that reach our partners. */
  readonly sessionsPerDay: number
  /** Share of sessions that ask for a return. */
  readonly roundTrips: number
  /** ISO 3166-1 alpha-2 to weight: where shoppers ask from. */
  readonly countries: ReadonlyMap<string, number>
  readonly flights: readonly Flight[]
  readonly script?: Script | undefined
}
