/** An offer as it is stored: the fields that every source provides, and those that only some do. */
import type { Cabin, Itinerary } from '../../models/airline/trip'

export const DIRECTIONS = ['outbound', 'return'] as const
export type Direction = (typeof DIRECTIONS)[number]

export const PASSENGER_TYPES = ['adult', 'child', 'infant', 'youth', 'senior', 'other'] as const
export type PassengerType = (typeof PASSENGER_TYPES)[number]

export const CONSTRUCTIONS = ['self_transfer', 'hidden_city', 'throw_away'] as const
/**
 * How an offer is put together when it is no ordinary fare of its market: separate tickets without a
 * through connection, a ticket beyond the destination, or a ticket of which a part is not flown.
 */
export type Construction = (typeof CONSTRUCTIONS)[number]

/** One flight number between boarding and leaving it; times are local to their airport. */
export type Segment = {
  readonly direction: Direction
  readonly origin: string
  readonly destination: string
  /** Marketing airline. */
  readonly airline: string
  readonly flightNumber?: string | undefined
  readonly operatingAirline?: string | undefined
  readonly departureAt?: string | undefined
  readonly arrivalAt?: string | undefined
  readonly durationMinutes?: number | undefined
  readonly cabin?: Cabin | undefined
  readonly rbd?: string | undefined
  readonly fareBasis?: string | undefined
}

/** Price for one passenger of the type. */
export type PassengerPrice = {
  readonly passengerType: PassengerType
  readonly count: number
  readonly amountMinor: number
  readonly baseMinor?: number | undefined
  readonly taxesMinor?: number | undefined
  readonly feesMinor?: number | undefined
}

export type Offer = Itinerary & {
  readonly airline: string
  /** Price of the whole offer for one passenger, taxes included. */
  readonly amountMinor: number
  /** Offer id of the seller. */
  readonly offerId?: string | undefined
  readonly validatingAirline?: string | undefined
  readonly operatingAirline?: string | undefined
  /** A component of `amountMinor`. */
  readonly baseMinor?: number | undefined
  readonly taxesMinor?: number | undefined
  readonly feesMinor?: number | undefined
  /** Price for the whole party. */
  readonly totalMinor?: number | undefined
  /** Epoch ms. */
  readonly expiresAt?: number | undefined
  readonly construction?: Construction | undefined
  readonly segments?: readonly Segment[] | undefined
  readonly passengerPrices?: readonly PassengerPrice[] | undefined
}
