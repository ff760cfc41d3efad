/**
 * Recognises a search that `SearchWire` would return unchanged, at a tenth of its cost: Workers run
 * zod without compiled code, and a slate has ten times more fields than its trip. It is true only
 * for values that `SearchWire` accepts; where it is false, `SearchWire` decides.
 */
import { CABINS } from '../../models/airline/trip'
import { CONSTRUCTIONS, DIRECTIONS, PASSENGER_TYPES } from '../events/offer'
import { MAX_PASSENGER_PRICES, MAX_SEGMENTS, type OfferWire } from './offer-wire'
import { MAX_OFFERS, MAX_QUERY_LENGTH, type SearchWire } from './wire'
import { MAX_ID_LENGTH, MAX_PRICE, PATTERNS, RANGES } from './wire-values'

type Fields = Readonly<Record<string, unknown>>
const CABIN_SET: ReadonlySet<unknown> = new Set(CABINS)
const DIRECTION_SET: ReadonlySet<unknown> = new Set(DIRECTIONS)
const CONSTRUCTION_SET: ReadonlySet<unknown> = new Set(CONSTRUCTIONS)
const PASSENGER_TYPE_SET: ReadonlySet<unknown> = new Set(PASSENGER_TYPES)

export function isPlainSearch(record: unknown): record is SearchWire {
  return (
    isFields(record) &&
    (record.type === undefined || record.type === 'search') &&
    isId(record.search_id) &&
    isPlainTrip(record) &&
    isPlainShopper(record) &&
    Array.isArray(record.price_offers) &&
    record.price_offers.length <= MAX_OFFERS &&
    record.price_offers.every(isPlainOffer)
  )
}

function isPlainTrip(trip: Fields): boolean {
  return (
    fits(trip.timestamp, PATTERNS.instant) &&
    fits(trip.origin_airport, PATTERNS.airport) &&
    fits(trip.destination_airport, PATTERNS.airport) &&
    fits(trip.departure_date, PATTERNS.day) &&
    (absent(trip.return_date) || fits(trip.return_date, PATTERNS.day)) &&
    (absent(trip.number_of_passengers) || within(trip.number_of_passengers, RANGES.passengers)) &&
    fits(trip.currency, PATTERNS.currency) &&
    (absent(trip.cabin_class) || CABIN_SET.has(trip.cabin_class)) &&
    (absent(trip.source) || fits(trip.source, PATTERNS.source)) &&
    (absent(trip.query) || isQuery(trip.query))
  )
}

function isPlainShopper({ user_id, user_location, device_info }: Fields): boolean {
  return (
    (absent(user_id) || isId(user_id)) &&
    (absent(user_location) ||
      (isFields(user_location) &&
        isLoose(user_location.ip_address) &&
        (absent(user_location.country) || fits(user_location.country, PATTERNS.country)))) &&
    (absent(device_info) ||
      (isFields(device_info) && isLoose(device_info.user_agent) && isLoose(device_info.platform)))
  )
}

export function isPlainOffer(offer: unknown): offer is OfferWire {
  return (
    isFields(offer) &&
    fits(offer.airline, PATTERNS.airline) &&
    isPrice(offer.price) &&
    (absent(offer.flight_number) || fits(offer.flight_number, PATTERNS.flightNumber)) &&
    (absent(offer.stops) || within(offer.stops, RANGES.stops)) &&
    (absent(offer.duration_minutes) || within(offer.duration_minutes, RANGES.durationMinutes)) &&
    (absent(offer.departure_at) || fits(offer.departure_at, PATTERNS.localTime)) &&
    (absent(offer.seats_remaining) || within(offer.seats_remaining, RANGES.seatsRemaining)) &&
    (absent(offer.bags_included) || within(offer.bags_included, RANGES.bagsIncluded)) &&
    (absent(offer.fare_basis) || fits(offer.fare_basis, PATTERNS.fareBasis)) &&
    hasPlainDetails(offer)
  )
}

function hasPlainDetails(offer: Fields): boolean {
  return (
    (absent(offer.offer_id) || isId(offer.offer_id)) &&
    (absent(offer.validating_airline) || fits(offer.validating_airline, PATTERNS.airline)) &&
    (absent(offer.operating_airline) || fits(offer.operating_airline, PATTERNS.airline)) &&
    hasPlainParts(offer) &&
    (absent(offer.total_price) || isPrice(offer.total_price)) &&
    (absent(offer.expires_at) || fits(offer.expires_at, PATTERNS.instant)) &&
    (absent(offer.construction) || CONSTRUCTION_SET.has(offer.construction)) &&
    (absent(offer.segments) || isListOf(offer.segments, MAX_SEGMENTS, isPlainSegment)) &&
    (absent(offer.passenger_prices) ||
      isListOf(offer.passenger_prices, MAX_PASSENGER_PRICES, isPlainPassengerPrice))
  )
}

function hasPlainParts({ base_price, taxes, fees }: Fields): boolean {
  return (
    (absent(base_price) || isAmount(base_price)) &&
    (absent(taxes) || isAmount(taxes)) &&
    (absent(fees) || isAmount(fees))
  )
}

function isPlainSegment(segment: unknown): boolean {
  return (
    isFields(segment) &&
    DIRECTION_SET.has(segment.direction) &&
    fits(segment.origin_airport, PATTERNS.airport) &&
    fits(segment.destination_airport, PATTERNS.airport) &&
    fits(segment.airline, PATTERNS.airline) &&
    (absent(segment.flight_number) || fits(segment.flight_number, PATTERNS.flightNumber)) &&
    (absent(segment.operating_airline) || fits(segment.operating_airline, PATTERNS.airline)) &&
    (absent(segment.departure_at) || fits(segment.departure_at, PATTERNS.localTime)) &&
    (absent(segment.arrival_at) || fits(segment.arrival_at, PATTERNS.localTime)) &&
    (absent(segment.duration_minutes) ||
      within(segment.duration_minutes, RANGES.durationMinutes)) &&
    (absent(segment.cabin_class) || CABIN_SET.has(segment.cabin_class)) &&
    (absent(segment.rbd) || fits(segment.rbd, PATTERNS.rbd)) &&
    (absent(segment.fare_basis) || fits(segment.fare_basis, PATTERNS.fareBasis))
  )
}

function isPlainPassengerPrice(price: unknown): boolean {
  return (
    isFields(price) &&
    PASSENGER_TYPE_SET.has(price.passenger_type) &&
    within(price.count, RANGES.passengers) &&
    isAmount(price.price) &&
    hasPlainParts(price)
  )
}

function isListOf(list: unknown, most: number, holds: (value: unknown) => boolean): boolean {
  return Array.isArray(list) && list.length <= most && list.every(holds)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function absent(value: unknown): boolean {
  return value === undefined || value === null
}

function fits(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value)
}

function isLoose(value: unknown): boolean {
  return absent(value) || typeof value === 'string'
}

function isId(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= MAX_ID_LENGTH &&
    value.trim().length === value.length
  )
}

function within(value: unknown, [least, most]: readonly [number, number]): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}

function isQuery(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_QUERY_LENGTH
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= MAX_PRICE
}

function isPrice(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value <= MAX_PRICE
}
