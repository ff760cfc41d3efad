/** The definition of a simulated market. Fares are major units of the market's currency. */

import type { Market } from '../../../models/airline/market'
import type { Script } from '../../../models/airline/sandbox-markets'

export type Flight = {
  readonly flightNumber: string
  readonly airline: string
  readonly lowCost: boolean
  /** Local time at the origin, `HH:MM`. */
  readonly departsAt: string
  readonly stops: number
  readonly durationMinutes: number
  readonly seats: number
  /** Fares of the flight's RBDs in ascending order; step 0 is the lowest. */
  readonly ladder: readonly number[]
  /** Weekdays of operation, 1 Monday to 7 Sunday. */
  readonly weekdays: readonly number[]
}

/** Low-cost markets follow the panel of one low-cost carrier, full-service ones that of two flag carriers. */
export const FAMILIES = ['low_cost', 'full_service', 'mixed'] as const
export type Family = (typeof FAMILIES)[number]

export type SimulatedMarket = {
  readonly market: Market
  readonly currency: string
  readonly family: Family
  /** Usual one-way economy fare. */
  readonly usualFare: number
  /** Demand of a usual date over all seats; above 1 demand exceeds capacity. */
  readonly pressure: number
  /** Share of the demand that travels for work. */
  readonly businessShare: number
  /** Mean days to departure of leisure searches. */
  readonly leisureLead: number
  /** Sessions a usual day that partners observe. */
  readonly sessionsPerDay: number
  /** Share of sessions that search a round trip. */
  readonly roundTrips: number
  /** Weight of each country of shoppers, by ISO 3166-1 alpha-2 code. */
  readonly countries: ReadonlyMap<string, number>
  readonly flights: readonly Flight[]
  readonly script?: Script | undefined
}
