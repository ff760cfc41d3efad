/**
 * Checks a draft and writes it in the wire's fields. A missing required field makes a problem; any
 * other field that the wire would refuse is left out, so that the event stays valid.
 */

import { greatCircleKm } from '../../../models/airline/great-circle'
import { place } from '../../../models/airline/places'
import type { NativeSegment } from '../../wire/native-event'
import { MAX_SEGMENTS } from '../../wire/offer-wire'
import { PATTERNS, RANGES } from '../../wire/wire-values'
import { definedFields } from '../document/defined-fields'
import type { DocumentProblem } from '../document/document'
import { sumOf } from '../document/json-value'
import { cabinFlown } from './cabin-flown'
import { elapsedMinutes } from './elapsed'
import { code, short, within } from './fit'
import type { DirectionDraft, OfferDraft, Settled } from './offer-draft'
import { plausible } from './plausible'
import { moneyOf } from './settle-money'
import { segmentsOf } from './settle-segment'

/** Airports of one city are nearer to each other; Paris has the farthest, 85 km. */
const SAME_PLACE_KM = 150

export function settle(draft: OfferDraft): Settled {
  const problem = (
    code: DocumentProblem['code'],
    detail: string,
    pointer = draft.pointer
  ): DocumentProblem => ({ pointer, code, detail })
  const segments = draft.directions.flatMap(segmentsOf)
  if (typeof segments[0] !== 'object') return problem('invalid', segments[0] ?? 'names no flight')
  const wrong = segments.find((segment) => typeof segment === 'string')
  if (wrong !== undefined) return problem('invalid', wrong)
  const flights = segments.filter((segment) => typeof segment !== 'string')

  const money = moneyOf(draft)
  if ('detail' in money) return problem(money.code, money.detail, money.pointer)

  const journey = journeyOf(flights, draft.directions.length)
  if (typeof journey === 'string') return problem('invalid', journey)
  const { first, last, back } = journey
  const outbound = draft.directions[0]
  return {
    trip: definedFields({
      origin_airport: first.origin_airport,
      destination_airport: last.destination_airport,
      departure_date: journey.departureDate,
      return_date: back?.departure_at?.slice(0, 10),
      number_of_passengers: money.passengers,
      currency: money.currency,
      cabin_class: cabinFlown(flights) ?? draft.cabin,
    }),
    offer: definedFields({
      airline: first.airline,
      flight_number: first.flight_number,
      price: money.adult.price,
      stops: outbound && within(stopsOf(outbound), RANGES.stops),
      duration_minutes: plausible(
        [outbound?.durationMinutes, flownMinutes(first, last)],
        { from: first.origin_airport, to: last.destination_airport, day: journey.departureDate },
        outbound && stopsOf(outbound)
      ),
      departure_at: first.departure_at,
      // An offer on sale with 0 seats is one whose seats are unknown.
      seats_remaining: within(draft.seatsRemaining || undefined, RANGES.seatsRemaining),
      bags_included: within(draft.bagsIncluded, RANGES.bagsIncluded),
      fare_basis: first.fare_basis,
      offer_id: short(draft.offerId),
      validating_airline: code(draft.validatingAirline, PATTERNS.airline),
      operating_airline: first.operating_airline,
      base_price: money.adult.base_price,
      taxes: money.adult.taxes,
      fees: money.adult.fees,
      total_price: money.total,
      expires_at: code(draft.expiresAt, PATTERNS.instant),
      construction: draft.construction,
      segments: flights,
      passenger_prices: money.prices,
    }),
  }
}

type Journey = {
  readonly first: NativeSegment
  readonly last: NativeSegment
  readonly back: NativeSegment | undefined
  readonly departureDate: string
}

/** The market and its direction or directions, or the reason why the flights make none. */
function journeyOf(flights: readonly NativeSegment[], directions: number): Journey | string {
  const there = flights.filter(({ direction }) => direction === 'outbound')
  const back = flights.filter(({ direction }) => direction === 'return')
  const first = there[0]
  const last = there.at(-1)
  if (!first || !last) return 'names no outbound flight'
  if (!first.departure_at) return 'does not say when its first flight departs'
  if (flights.length > MAX_SEGMENTS)
    return `has ${flights.length} flights, more than ${MAX_SEGMENTS}`
  if (directions > 2) return `flies ${directions} directions; one market is flown in one or two`
  if (first.origin_airport === last.destination_airport) {
    return `flies from ${first.origin_airport} to itself`
  }
  const home = back.at(-1)
  if (back[0] && home) {
    if (!back[0].departure_at) return 'does not say when its return departs'
    if (!isNear(last.destination_airport, back[0].origin_airport)) {
      return `does not return from where it went: ${last.destination_airport}, then ${back[0].origin_airport}`
    }
    if (!isNear(first.origin_airport, home.destination_airport)) {
      return `does not return to where it began: ${first.origin_airport}, then ${home.destination_airport}`
    }
  }
  return { first, last, back: back[0], departureDate: first.departure_at.slice(0, 10) }
}

function isNear(one: string, other: string): boolean {
  if (one === other) return true
  const [a, b] = [place(one), place(other)]
  return a !== undefined && b !== undefined && greatCircleKm(a, b) < SAME_PLACE_KM
}

function stopsOf({ segments }: DirectionDraft): number {
  return segments.length - 1 + (sumOf(segments.map((segment) => segment.technicalStops)) ?? 0)
}

function flownMinutes(first: NativeSegment, last: NativeSegment): number | undefined {
  return elapsedMinutes(
    { airport: first.origin_airport, at: first.departure_at },
    { airport: last.destination_airport, at: last.arrival_at }
  )
}
