/**
 * Recorded travel recommendations: a search with its request, then "recos". Flights are one list
 * for both directions: the outbound ends where it first reaches the destination's city. The price
 * includes taxes and fees and is the whole party's, so one passenger's share is known only where
 * all are of one type.
 */

import { cabinNamed } from '../../wire/cabin-names'
import type { DocumentContext, DocumentResult } from '../document/document'
import { at, decimal, items, text } from '../document/json-value'
import { documentResult, withoutOffers } from '../offers/document-searches'
import type { PassengerDraft, SegmentDraft } from '../offers/offer-draft'
import { settle } from '../offers/settle-offer'
import { passengerTypeOf } from '../offers/travel-codes'

export function isRecommendations(document: unknown): boolean {
  return Array.isArray(at(document, 'recos')) && at(document, 'search_id') !== undefined
}

export function readRecommendations(document: unknown, context: DocumentContext): DocumentResult {
  const recommendations = items(at(document, 'recos'))
  if (recommendations.length === 0) {
    return withoutOffers('no-offers', 'the list of recommendations is empty', '/recos')
  }
  const settled = recommendations.map((recommendation, place) =>
    settle({
      pointer: `/recos/${place}`,
      currency: text(at(document, 'currency')),
      totalPrice: decimal(at(recommendation, 'price')),
      party: partyOf(document, recommendation),
      directions: directionsOf(document, recommendation),
    })
  )
  const about = {
    source: 'amadeus',
    searchId: text(at(document, 'search_id')),
    timestamp: timestampOf(document),
  }
  return documentResult(settled, about, context)
}

/** The recording names no time zone; its clock is read as UTC. */
function timestampOf(document: unknown): string | undefined {
  const day = text(at(document, 'search_date'))
  const time = text(at(document, 'search_time'))
  const written = `${day}T${time}Z`
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(written) && !Number.isNaN(Date.parse(written))
    ? written
    : undefined
}

function partyOf(document: unknown, recommendation: unknown): PassengerDraft[] {
  const passengers = items(at(document, 'passengers')).map((passenger) => ({
    type: passengerTypeOf(text(at(passenger, 'passenger_type'))),
    count: decimal(at(passenger, 'passenger_nb')) ?? 1,
  }))
  const [only] = passengers
  const share = (name: string) => {
    const amount = decimal(at(recommendation, name))
    return passengers.length > 1 || !only || amount === undefined ? undefined : amount / only.count
  }
  const price = share('price')
  const taxes = share('taxes')
  const fees = share('fees') ?? 0
  const base = price === undefined || taxes === undefined ? undefined : price - taxes - fees
  return passengers.map((passenger) => ({ ...passenger, price, base, taxes, fees }))
}

function directionsOf(document: unknown, recommendation: unknown) {
  const flights = items(at(recommendation, 'flights'))
  const destination = at(document, 'destination_city')
  const arrival = flights.findIndex(
    (flight) => at(flight, 'arr_city') === destination || at(flight, 'arr_airport') === destination
  )
  const turn = arrival === -1 ? flights.length : arrival + 1
  return [flights.slice(0, turn), flights.slice(turn)]
    .filter((way) => way.length > 0)
    .map((way) => ({ segments: way.map(segmentOf) }))
}

function segmentOf(flight: unknown): SegmentDraft {
  const time = (end: string) =>
    `${text(at(flight, `${end}_date`))}T${text(at(flight, `${end}_time`))}`
  return {
    origin: text(at(flight, 'dep_airport')),
    destination: text(at(flight, 'arr_airport')),
    airline: text(at(flight, 'marketing_airline')),
    flightNumber: text(at(flight, 'flight_nb')),
    operatingAirline: text(at(flight, 'operating_airline')),
    departureAt: time('dep'),
    arrivalAt: time('arr'),
    cabin: cabinNamed(text(at(flight, 'cabin'))),
  }
}
