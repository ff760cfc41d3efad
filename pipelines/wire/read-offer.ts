/**
 * Reads an offer of the wire as an `Offer`: money in minor units, local times, flight numbers with
 * their airline.
 */

import { wallClock } from '../../models/airline/local-time'
import { toMinor } from '../../models/airline/money'
import { place } from '../../models/airline/places'
import type { Offer, PassengerPrice, Segment } from '../events/offer'
import type { OfferWire, PassengerPriceWire, SegmentWire } from './offer-wire'

/** Fields of the event that its offers need. */
type Trip = { readonly currency: string; readonly origin_airport: string }

export function offerOf(offer: OfferWire, trip: Trip): Offer {
  return {
    airline: offer.airline,
    amountMinor: toMinor(offer.price, trip.currency),
    flightNumber: flightNumberOf(offer),
    stops: offer.stops ?? undefined,
    durationMinutes: offer.duration_minutes ?? undefined,
    departureAt: localTime(offer.departure_at, trip.origin_airport),
    seatsRemaining: offer.seats_remaining ?? undefined,
    bagsIncluded: offer.bags_included ?? undefined,
    fareBasis: offer.fare_basis ?? undefined,
    ...(isDetailed(offer) && detailsOf(offer, trip)),
  }
}

/** Most offers have none of these fields and skip their reading. */
function isDetailed(offer: OfferWire): boolean {
  return (
    isGiven(offer.offer_id) ||
    isGiven(offer.validating_airline) ||
    isGiven(offer.operating_airline) ||
    isGiven(offer.base_price) ||
    isGiven(offer.taxes) ||
    isGiven(offer.fees) ||
    isGiven(offer.total_price) ||
    isGiven(offer.expires_at) ||
    isGiven(offer.construction) ||
    isGiven(offer.segments) ||
    isGiven(offer.passenger_prices)
  )
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}

function detailsOf(offer: OfferWire, { currency }: Trip): Partial<Offer> {
  return {
    offerId: offer.offer_id ?? undefined,
    validatingAirline: offer.validating_airline ?? undefined,
    operatingAirline: offer.operating_airline ?? undefined,
    baseMinor: minorOf(offer.base_price, currency),
    taxesMinor: minorOf(offer.taxes, currency),
    feesMinor: minorOf(offer.fees, currency),
    totalMinor: minorOf(offer.total_price, currency),
    expiresAt: offer.expires_at ? Date.parse(offer.expires_at) : undefined,
    construction: offer.construction ?? undefined,
    segments: someOf(offer.segments)?.map(segmentOf),
    passengerPrices: someOf(offer.passenger_prices)?.map((price) =>
      passengerPriceOf(price, currency)
    ),
  }
}

/** Reads an empty list as absent. */
function someOf<T>(list: readonly T[] | null | undefined): readonly T[] | undefined {
  return list?.length ? list : undefined
}

export function minorOf(amount: number | null | undefined, currency: string): number | undefined {
  return amount === undefined || amount === null ? undefined : toMinor(amount, currency)
}

function segmentOf(segment: SegmentWire): Segment {
  return {
    direction: segment.direction,
    origin: segment.origin_airport,
    destination: segment.destination_airport,
    airline: segment.airline,
    flightNumber: flightNumberOf(segment),
    operatingAirline: segment.operating_airline ?? undefined,
    departureAt: localTime(segment.departure_at, segment.origin_airport),
    arrivalAt: localTime(segment.arrival_at, segment.destination_airport),
    durationMinutes: segment.duration_minutes ?? undefined,
    cabin: segment.cabin_class ?? undefined,
    rbd: segment.rbd ?? undefined,
    fareBasis: segment.fare_basis ?? undefined,
  }
}

function passengerPriceOf(price: PassengerPriceWire, currency: string): PassengerPrice {
  return {
    passengerType: price.passenger_type,
    count: price.count,
    amountMinor: toMinor(price.price, currency),
    baseMinor: minorOf(price.base_price, currency),
    taxesMinor: minorOf(price.taxes, currency),
    feesMinor: minorOf(price.fees, currency),
  }
}

/** "203" of TP is TP203. */
function flightNumberOf({
  flight_number,
  airline,
}: Pick<OfferWire, 'flight_number' | 'airline'>): string | undefined {
  if (!flight_number) return undefined
  return DIGITS.test(flight_number) ? airline + flight_number : flight_number
}
const DIGITS = /^\d+$/

/**
 * Local time to the minute. A numeric offset is the airport's own, so the text before it is local
 * already; an instant in UTC is moved to the airport's zone, or unknown when the airport is.
 */
function localTime(text: string | null | undefined, at: string): string | undefined {
  if (!text) return undefined
  if (!text.endsWith('Z')) return text.slice(0, MINUTES)
  const zone = place(at)?.timeZone
  if (!zone) return undefined
  return new Date(wallClock(Date.parse(text), zone)).toISOString().slice(0, MINUTES)
}
const MINUTES = 'yyyy-mm-ddThh:mm'.length
