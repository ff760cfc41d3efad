/**
 * Events as their senders write them. What is unambiguous is read (lower-case codes, numbers as
 * text, "coach"), the rest is refused. `null` is as absent; fields not named here are never kept.
 */
import { z } from 'zod'
import { IsoDay } from '../../models/calendar'
import { CABINS, type Cabin } from '../../models/trip'

export const MAX_OFFERS = 1_000
export const MAX_ID_LENGTH = 200
/** Major units: above any fare in any currency, and exact in minor units. */
export const MAX_PRICE = 1_000_000_000

/** What a value looks like once it has been read. */
export const PATTERNS = {
  airport: /^[A-Z]{3}$/,
  airline: /^[A-Z0-9]{2,3}$/,
  country: /^(?:[A-Z]{2})?$/,
  currency: /^[A-Z]{3}$/,
  fareBasis: /^[A-Z0-9/]{1,20}$/,
  flightNumber: /^[A-Z0-9]{1,8}$/,
  day: z.regexes.date,
  instant: z.regexes.datetime({ offset: true }),
  localTime: z.regexes.datetime({ local: true, offset: true }),
}

/** Least and greatest whole numbers. */
export const RANGES = {
  stops: [0, 9],
  durationMinutes: [1, 10_000],
  seatsRemaining: [0, 999],
  bagsIncluded: [0, 20],
  passengers: [1, 99],
} as const

const CABIN_NAMES = new Map<string, Cabin>([
  ['economy', 'economy'],
  ['coach', 'economy'],
  ['main', 'economy'],
  ['main cabin', 'economy'],
  ['premium', 'premium'],
  ['premium economy', 'premium'],
  ['premium coach', 'premium'],
  ['business', 'business'],
  ['business class', 'business'],
  ['first', 'first'],
  ['first class', 'first'],
  ['economy class', 'economy'],
])

const Loose = z.string('must be text').nullish()

const code = (pattern: RegExp, message: string) =>
  z.string(message).trim().toUpperCase().regex(pattern, message)

const Airport = code(PATTERNS.airport, 'must be a three-letter IATA airport code, such as "LIS"')
const Identifier = z
  .union([z.string(), z.int()], 'must be text')
  .transform((id) => String(id).trim())
  .pipe(
    z
      .string()
      .min(1, 'must not be empty')
      .max(MAX_ID_LENGTH, `must be at most ${MAX_ID_LENGTH} characters`)
  )

const PRICE = 'must be a price above 0 in major units: a number, or decimal text such as "234.48"'
const Price = z
  .union([z.number(), z.string().regex(/^\d{1,12}(?:\.\d{1,6})?$/, PRICE)], PRICE)
  .transform(Number)
  .pipe(z.number().positive(PRICE).max(MAX_PRICE, `must be at most ${MAX_PRICE}`))

const CABIN = 'must be economy (or coach), premium, business or first'
const CabinName = z
  .string(CABIN)
  .transform((name) =>
    CABIN_NAMES.get(
      name
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_-]+/g, ' ')
    )
  )
  .pipe(z.enum(CABINS, CABIN))

const FLIGHT = 'must be a flight number, such as "TP203"'
const LOCAL_TIME = 'must be local time at the origin, such as "2026-12-20T10:05"'
const INSTANT = 'must be an RFC 3339 instant with its offset, such as "2026-11-20T12:00:00Z"'
const LOCATION = 'must be an object such as { "country": "PT" }'
const DEVICE = 'must be an object such as { "user_agent": "Mozilla/5.0 ..." }'

const OfferFields = {
  airline: code(PATTERNS.airline, 'must be an airline code of 2 or 3 characters, such as "TP"'),
  flight_number: z
    .union([z.string(), z.int()], FLIGHT)
    .transform((text) =>
      String(text)
        .toUpperCase()
        .replaceAll(/[\s-]+/g, '')
    )
    .pipe(z.string().regex(PATTERNS.flightNumber, FLIGHT))
    .nullish(),
  price: Price,
  stops: whole(...RANGES.stops).nullish(),
  duration_minutes: whole(...RANGES.durationMinutes).nullish(),
  departure_at: z.string(LOCAL_TIME).regex(PATTERNS.localTime, LOCAL_TIME).nullish(),
  seats_remaining: whole(...RANGES.seatsRemaining).nullish(),
  bags_included: whole(...RANGES.bagsIncluded).nullish(),
  fare_basis: code(PATTERNS.fareBasis, 'must be a fare basis code, such as "Y14NR"').nullish(),
}

const TripFields = {
  timestamp: z.string(INSTANT).regex(PATTERNS.instant, INSTANT),
  user_id: Identifier.nullish(),
  origin_airport: Airport,
  destination_airport: Airport,
  departure_date: IsoDay,
  return_date: IsoDay.nullish(),
  number_of_passengers: whole(...RANGES.passengers).nullish(),
  currency: code(PATTERNS.currency, 'must be an ISO 4217 currency, such as "EUR"'),
  cabin_class: CabinName.nullish(),
  user_location: z
    .object(
      {
        ip_address: Loose,
        country: code(PATTERNS.country, 'must be an ISO 3166-1 country, such as "PT"').nullish(),
      },
      LOCATION
    )
    .nullish(),
  device_info: z.object({ user_agent: Loose, platform: Loose }, DEVICE).nullish(),
}

export const OfferWire = z.object(
  OfferFields,
  'must be an object such as { "airline": "TP", "price": "234.48" }'
)
export type OfferWire = z.output<typeof OfferWire>

export const SearchWire = z.object({
  type: z.literal('search').nullish(),
  search_id: Identifier,
  ...TripFields,
  price_offers: z
    .array(OfferWire, 'must be a list of offers; empty when nothing was found')
    .max(MAX_OFFERS, `must hold at most ${MAX_OFFERS} offers`),
})
export type SearchWire = z.output<typeof SearchWire>

/** One accepted offer; its fields stand beside those of the trip. */
export const BookingWire = z.object({
  type: z.literal('booking'),
  booking_id: Identifier,
  search_id: Identifier.nullish(),
  ...TripFields,
  ...OfferFields,
})
export type BookingWire = z.output<typeof BookingWire>

export const EventWire = z.union([
  SearchWire.meta({ id: 'SearchEvent' }),
  BookingWire.meta({ id: 'BookingEvent' }),
])

function whole(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`
  return z
    .union([z.number(), z.string().regex(/^\d{1,9}$/, message)], message)
    .transform(Number)
    .pipe(z.int(message).min(least, message).max(most, message))
}
