/** An offer as it is stored: the fields that every source provides, and those that only some do. */
import type { Cabin, Itinerary } from '../../models/airline/trip'

/** A multi-city trip has no return: after the outbound come its second to sixth directions. */
export const DIRECTIONS = [
  'outbound',
  'return',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
] as const
export type Direction = (typeof DIRECTIONS)[number]

export const PASSENGER_TYPES = ['adult', 'child', 'infant', 'youth', 'senior', 'other'] as const
export type PassengerType = (typeof PASSENGER_TYPES)[number]

export const CONSTRUCTIONS = [
  'self_transfer',
  'hidden_city',
  'throw_away',
  'open_jaw',
  'multi_city',
] as const
/**
 * How an offer is put together when it is no ordinary fare of its market: separate tickets without a
 * through connection, a ticket beyond the destination, a ticket of which a part is not flown, a return
 * from or to another place, or a trip of more directions.
 */
export type Construction = (typeof CONSTRUCTIONS)[number]

type Constructed = { readonly construction?: Construction | null | undefined }

/** Flies more than one market there and back. */
export function isMultiMarket({ construction }: Constructed): boolean {
  return construction === 'open_jaw' || construction === 'multi_city'
}

/** Every offer flies several markets, so the search counts into none. */
export function isAllMultiMarket(offers: readonly Constructed[]): boolean {
  return offers.length > 0 && offers.every(isMultiMarket)
}

/** Its price is not a fare of the market it is stored under. */
export function isOfOtherMarket(offer: Constructed): boolean {
  const { construction } = offer
  return construction === 'hidden_city' || construction === 'throw_away' || isMultiMarket(offer)
}

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
