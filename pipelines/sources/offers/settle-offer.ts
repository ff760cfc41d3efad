/**
 * Checks a draft and writes it in the wire's fields. A missing required field makes a problem; any
 * other field that the wire would refuse is left out, so that the event stays valid.
 */

import type { NativeOffer, NativeSegment } from '../../wire/native-event'
import { PATTERNS, RANGES } from '../../wire/wire-values'
import { definedFields } from '../document/defined-fields'
import type { DocumentProblem } from '../document/document'
import { sumOf } from '../document/json-value'
import { cabinFlown } from './cabin-flown'
import { elapsedMinutes } from './elapsed'
import { code, short, within } from './fit'
import { type Journey, journeyOf } from './journey'
import { type OddValues, oddValues } from './odd-values'
import type { DirectionDraft, OfferDraft, Settled } from './offer-draft'
import { plausible } from './plausible'
import { type Money, moneyOf } from './settle-money'
import { segmentsOf } from './settle-segment'

export function settle(draft: OfferDraft): Settled {
  const problem = (
    code: DocumentProblem['code'],
    detail: string,
    pointer = draft.pointer
  ): DocumentProblem => ({ pointer, code, detail })
  const odd = oddValues(draft.pointer)
  const ways = draft.directions.map((direction) => segmentsOf(direction, odd))
  const [start] = ways.flat()
  if (typeof start !== 'object') return problem('invalid', start ?? 'names no flight')
  const wrong = ways.flat().find((segment) => typeof segment === 'string')
  if (wrong !== undefined) return problem('invalid', wrong)

  const money = moneyOf(draft)
  if ('detail' in money) return problem(money.code, money.detail, money.pointer)

  const journey = journeyOf(ways.map((way) => way.filter((segment) => typeof segment !== 'string')))
  if (typeof journey === 'string') return problem('invalid', journey)
  const { first, last, flights } = journey
  const settled = {
    trip: definedFields({
      origin_airport: first.origin_airport,
      destination_airport: last.destination_airport,
      departure_date: journey.departureDate,
      return_date: journey.returnDate,
      number_of_passengers: money.passengers,
      currency: money.currency,
      cabin_class: cabinFlown(flights) ?? draft.cabin,
    }),
    offer: offerOf(draft, money, journey, odd),
  }
  return odd.found.length > 0 ? { ...settled, leftOut: odd.found } : settled
}

function offerOf(draft: OfferDraft, money: Money, journey: Journey, odd: OddValues): NativeOffer {
  const { first, last, flights } = journey
  const outbound = draft.directions[0]
  const stops = outbound && stopsOf(outbound)
  const duration = outbound?.durationMinutes
  const way = {
    from: first.origin_airport,
    to: last.destination_airport,
    day: journey.departureDate,
  }
  const flown = flownMinutes(first, last)
  return definedFields({
    airline: first.airline,
    flight_number: first.flight_number,
    price: money.adult.price,
    stops: odd.keep('stops', stops, within(stops, RANGES.stops)),
    duration_minutes: odd.keep(
      'duration_minutes',
      duration ?? flown,
      plausible([duration, flown], way, stops)
    ),
    departure_at: first.departure_at,
    // An offer on sale with 0 seats is one whose seats are unknown.
    seats_remaining: odd.keep(
      'seats_remaining',
      draft.seatsRemaining || undefined,
      within(draft.seatsRemaining || undefined, RANGES.seatsRemaining)
    ),
    bags_included: odd.keep(
      'bags_included',
      draft.bagsIncluded,
      within(draft.bagsIncluded, RANGES.bagsIncluded)
    ),
    fare_basis: first.fare_basis,
    offer_id: short(draft.offerId),
    validating_airline: code(draft.validatingAirline, PATTERNS.airline),
    operating_airline: first.operating_airline,
    base_price: money.adult.base_price,
    taxes: money.adult.taxes,
    fees: money.adult.fees,
    total_price: money.total,
    expires_at: odd.keep('expires_at', draft.expiresAt, code(draft.expiresAt, PATTERNS.instant)),
    construction: journey.construction ?? draft.construction,
    segments: flights,
    passenger_prices: money.prices,
  })
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
