/** Flights of a query. All parameters are optional; each narrows the prediction. */
import { z } from '@hono/zod-openapi'
import type { Itinerary } from '../../../models/airline/trip'
import { PATTERNS, RANGES } from '../../../pipelines/wire/wire-values'

const text = (pattern: RegExp, message: string) => z.string().regex(pattern, message).optional()

type Range = readonly [least: number, most: number]

/** A whole number in a query stays text until it is needed; no leading zeros. */
export function whole([least, most]: Range) {
  const fits = (digits: string) =>
    /^(0|[1-9]\d{0,8})$/.test(digits) && Number(digits) >= least && Number(digits) <= most
  return z.string().refine(fits, `must be ${least} to ${most}`)
}

const optionalWhole = (range: Range, description: string) =>
  whole(range)
    .optional()
    .openapi({ type: 'integer', minimum: range[0], maximum: range[1], description })

const STOPS = [0, 5] as const

export const ItineraryFields = {
  stops: optionalWhole(STOPS, 'Of the outbound direction'),
  airline: text(PATTERNS.airline, 'must be an airline code, such as TP').openapi({ example: 'TP' }),
  flight_number: text(PATTERNS.flightNumber, 'must be a flight number, such as TP203'),
  departure_at: text(PATTERNS.localTime, 'must be local time at the origin: 2026-12-18T10:05'),
  duration_minutes: optionalWhole(RANGES.durationMinutes, 'Of the outbound direction'),
  seats_remaining: optionalWhole(RANGES.seatsRemaining, 'Seats left at this fare'),
  bags_included: optionalWhole(RANGES.bagsIncluded, 'Checked bags in the fare'),
  fare_basis: text(PATTERNS.fareBasis, 'must be a fare basis code, such as Y14NR').openapi({
    description: 'Explains most of a fare: RBDs of one flight differ by a factor of five',
  }),
}

const ItineraryQuery = z.object(ItineraryFields)

export function itineraryOf(query: z.infer<typeof ItineraryQuery>): Itinerary {
  return {
    stops: numberOf(query.stops),
    airline: query.airline,
    flightNumber: query.flight_number,
    departureAt: query.departure_at?.slice(0, MINUTES),
    durationMinutes: numberOf(query.duration_minutes),
    seatsRemaining: numberOf(query.seats_remaining),
    bagsIncluded: numberOf(query.bags_included),
    fareBasis: query.fare_basis,
  }
}

const MINUTES = 'yyyy-mm-ddThh:mm'.length

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits)
}
