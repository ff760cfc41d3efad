/** What a query may tell of the flights. All of it is optional; what is told narrows the prediction. */
import { z } from '@hono/zod-openapi'
import type { Itinerary } from '../../models/trip'
import { PATTERNS, RANGES } from '../../pipelines/events/wire-values'

const text = (pattern: RegExp, message: string) => z.string().regex(pattern, message).optional()

function whole([least, most]: readonly [number, number]) {
  const fits = (digits: string) =>
    /^\d{1,9}$/.test(digits) && Number(digits) >= least && Number(digits) <= most
  return z.string().refine(fits, `must be ${least} to ${most}`).optional()
}

const integer = ([minimum, maximum]: readonly [number, number], description: string) =>
  ({ type: 'integer', minimum, maximum, description }) as const

const STOPS = [0, 5] as const

export const ItineraryFields = {
  stops: whole(STOPS).openapi(integer(STOPS, 'Of the outbound direction')),
  airline: text(PATTERNS.airline, 'must be an airline code, such as TP').openapi({ example: 'TP' }),
  flight_number: text(PATTERNS.flightNumber, 'must be a flight number, such as TP203'),
  departure_at: text(PATTERNS.localTime, 'must be local time at the origin: 2026-12-18T10:05'),
  duration_minutes: whole(RANGES.durationMinutes).openapi(
    integer(RANGES.durationMinutes, 'Of the outbound direction')
  ),
  seats_remaining: whole(RANGES.seatsRemaining),
  bags_included: whole(RANGES.bagsIncluded),
  fare_basis: text(PATTERNS.fareBasis, 'must be a fare basis code, such as Y14NR').openapi({
    description: 'Tells most of a fare: RBDs of one flight differ by a factor of five',
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
