/** A trip is the traveller's request; an itinerary narrows it to the flights that fly it. */
import { z } from 'zod'
import type { IsoDay } from './calendar'
import type { Market } from './market'

export const CABINS = ['economy', 'premium', 'business', 'first'] as const
export const Cabin = z.enum(CABINS, 'must be economy, premium, business or first')
export type Cabin = z.infer<typeof Cabin>

export type Trip = {
  readonly market: Market
  readonly departureDate: IsoDay
  /** Set for a round trip. */
  readonly returnDate?: IsoDay | undefined
  readonly cabin: Cabin
  readonly passengers: number
  /** ISO 4217 */
  readonly currency: string
}

/**
 * The known details of the flights. All may be undefined: a trip is requested before its flights
 * are chosen.
 */
export type Itinerary = {
  /** Number of stops in the outbound direction. */
  readonly stops?: number | undefined
  readonly durationMinutes?: number | undefined
  /** Marketing airline, two characters IATA. */
  readonly airline?: string | undefined
  readonly flightNumber?: string | undefined
  /** Local time at the origin, ISO 8601 without offset. */
  readonly departureAt?: string | undefined
  readonly seatsRemaining?: number | undefined
  readonly bagsIncluded?: number | undefined
  readonly fareBasis?: string | undefined
}

/** The shopper who sent the request, as far as privacy permits. */
export type Shopper = {
  /** ISO 3166-1 alpha-2 */
  readonly country?: string | undefined
  readonly region?: string | undefined
  readonly device?: string | undefined
  readonly browser?: string | undefined
  readonly os?: string | undefined
  /** Keyed hash; the raw id is never stored. */
  readonly userHash?: string | undefined
}
