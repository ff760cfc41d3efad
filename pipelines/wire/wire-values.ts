/**
 * Single values as senders write them. Unambiguous spellings are read (lower-case codes, numbers as
 * text, "coach"), any other is refused.
 */
import { z } from 'zod'
import { CABINS } from '../../models/airline/trip'
import { oneCabinNamed } from './cabin-names'

export const MAX_ID_LENGTH = 200
/** Major units: above any fare in any currency, and exact in minor units. */
export const MAX_PRICE = 1_000_000_000

/** Patterns of values after reading. */
export const PATTERNS = {
  airport: /^[A-Z]{3}$/,
  airline: /^[A-Z0-9]{2,3}$/,
  country: /^(?:[A-Z]{2})?$/,
  currency: /^[A-Z]{3}$/,
  fareBasis: /^[A-Z0-9/]{1,20}$/,
  flightNumber: /^[A-Z0-9]{1,8}$/,
  rbd: /^[A-Z0-9]{1,2}$/,
  source: /^[a-z0-9][a-z0-9._-]{0,39}$/,
  day: z.regexes.date,
  instant: z.regexes.datetime({ offset: true }),
  localTime: z.regexes.datetime({ local: true, offset: true }),
}

/** Smallest and largest whole numbers allowed. */
export const RANGES = {
  stops: [0, 9],
  durationMinutes: [1, 10_000],
  seatsRemaining: [0, 999],
  bagsIncluded: [0, 20],
  passengers: [1, 99],
  position: [1, 10_000],
} as const

export const Loose = z.string('must be text').nullish()

export const code = (pattern: RegExp, message: string) =>
  z.string(message).trim().toUpperCase().regex(pattern, message)

export const Airport = code(
  PATTERNS.airport,
  'must be a three-letter IATA airport code, such as "LIS"'
)
export const Airline = code(
  PATTERNS.airline,
  'must be an airline code of 2 or 3 characters, such as "TP"'
)
export const FareBasis = code(PATTERNS.fareBasis, 'must be a fare basis code, such as "Y14NR"')
export const Rbd = code(PATTERNS.rbd, 'must be a booking class, such as "Y"')
export const Currency = code(PATTERNS.currency, 'must be an ISO 4217 currency, such as "EUR"')
export const Country = code(PATTERNS.country, 'must be an ISO 3166-1 country, such as "PT"')

const SOURCE = 'must be a short name such as "ndc": small letters, digits, ".", "_" and "-"'
export const SourceName = z.string(SOURCE).trim().toLowerCase().regex(PATTERNS.source, SOURCE)

export const Identifier = z
  .union([z.string(), z.int()], 'must be text')
  .transform((id) => String(id).trim())
  .pipe(
    z
      .string()
      .min(1, 'must not be empty')
      .max(MAX_ID_LENGTH, `must be at most ${MAX_ID_LENGTH} characters`)
  )

/** Programs write all digits of a float; amounts are rounded to the currency's own. */
const DECIMAL = /^\d{1,12}(?:\.\d{1,40})?$/
const PRICE = 'must be a price above 0 in major units: a number, or decimal text such as "234.48"'
export const Price = z
  .union([z.number(), z.string().regex(DECIMAL, PRICE)], PRICE)
  .transform(Number)
  .pipe(z.number().positive(PRICE).max(MAX_PRICE, `must be at most ${MAX_PRICE}`))

const AMOUNT = 'must be an amount of 0 or more in major units, such as "34.10"'
/** A part of a price, which may be 0. */
export const Amount = z
  .union([z.number(), z.string().regex(DECIMAL, AMOUNT)], AMOUNT)
  .transform(Number)
  .pipe(z.number().nonnegative(AMOUNT).max(MAX_PRICE, `must be at most ${MAX_PRICE}`))

const CABIN =
  'must be economy (or coach), premium, business or first, or its letter such as "Y" or "J"'
export const CabinName = z.string(CABIN).transform(oneCabinNamed).pipe(z.enum(CABINS, CABIN))

const FLIGHT = 'must be a flight number, such as "TP203"'
export const FlightNumber = z
  .union([z.string(), z.int()], FLIGHT)
  .transform((text) =>
    String(text)
      .toUpperCase()
      .replaceAll(/[\s-]+/g, '')
  )
  .pipe(z.string().regex(PATTERNS.flightNumber, FLIGHT))

const LOCAL_TIME = 'must be local time at its airport, such as "2026-12-20T10:05"'
export const LocalTime = z.string(LOCAL_TIME).regex(PATTERNS.localTime, LOCAL_TIME)

const INSTANT = 'must be an RFC 3339 instant with its offset, such as "2026-11-20T12:00:00Z"'
export const Instant = z.string(INSTANT).regex(PATTERNS.instant, INSTANT)

export function whole([least, most]: readonly [number, number]) {
  const message = `must be a whole number from ${least} to ${most}`
  return z
    .union([z.number(), z.string().regex(/^\d{1,9}$/, message)], message)
    .transform(Number)
    .pipe(z.int(message).min(least, message).max(most, message))
}
