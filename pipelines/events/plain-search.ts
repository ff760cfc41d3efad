/**
 * Tells a search that `SearchWire` would return unchanged, at a tenth of its cost: Workers run zod
 * without compiled code, and a slate has ten times more fields than its trip. It only ever says yes
 * to what `SearchWire` accepts; a no means "ask `SearchWire`".
 */
import { CABINS } from '../../models/trip'
import { MAX_ID_LENGTH, MAX_OFFERS, MAX_PRICE, PATTERNS, RANGES, type SearchWire } from './wire'

type Fields = Readonly<Record<string, unknown>>
const CABIN_SET: ReadonlySet<unknown> = new Set(CABINS)

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
    (absent(trip.cabin_class) || CABIN_SET.has(trip.cabin_class))
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

function isPlainOffer(offer: unknown): boolean {
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
    (absent(offer.fare_basis) || fits(offer.fare_basis, PATTERNS.fareBasis))
  )
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

function isPrice(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value <= MAX_PRICE
}
