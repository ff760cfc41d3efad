/**
 * Google Flights results as scrapers return them (SerpApi and those that copy its shape): the
 * request in `search_parameters`, offers in `best_flights` and `other_flights`. A price is the
 * whole party's. A round trip's first answer lists outbound flights only, each with the price of
 * the whole trip and the lowest return; the inbound flights are then unknown, but their day is in
 * the request.
 */
import { cabinNamed } from '../../wire/cabin-names'
import { PATTERNS } from '../../wire/wire-values'
import { definedFields } from '../document/defined-fields'
import type { DocumentContext, DocumentResult } from '../document/document'
import { at, decimal, items, text } from '../document/json-value'
import { documentResult, withoutOffers } from '../offers/document-searches'
import {
  isProblem,
  type PassengerDraft,
  type SegmentDraft,
  type Settled,
} from '../offers/offer-draft'
import { settle } from '../offers/settle-offer'

const LISTS = ['best_flights', 'other_flights'] as const

export function isSerpApi(document: unknown): boolean {
  return (
    at(document, 'search_parameters', 'engine') === 'google_flights' ||
    LISTS.some((list) => Array.isArray(at(document, list)))
  )
}

export function readSerpApi(document: unknown, context: DocumentContext): DocumentResult {
  const error = text(at(document, 'error'))
  const offers = LISTS.flatMap((list) =>
    items(at(document, list)).map((value, place) => ({ value, pointer: `/${list}/${place}` }))
  )
  if (offers.length === 0) {
    return error
      ? withoutOffers('error-response', error, '/error')
      : withoutOffers('no-offers', 'the lists best_flights and other_flights are empty')
  }
  const request = at(document, 'search_parameters')
  const settled = offers.map(({ value, pointer }) => settleOffer(value, request, pointer))
  const about = {
    source: 'google',
    searchId: text(at(document, 'search_metadata', 'id')),
    timestamp: instantOf(text(at(document, 'search_metadata', 'created_at'))),
  }
  return documentResult(settled, about, context)
}

/** "2026-11-20 10:02:11 UTC" */
function instantOf(written: string | undefined): string | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC$/.exec(written ?? '') ?? []
  return day && time ? `${day}T${time}Z` : written
}

function settleOffer(offer: unknown, request: unknown, pointer: string): Settled {
  const flights = items(at(offer, 'flights'))
  const total = decimal(at(offer, 'price'))
  const party = partyOf(request, total)
  const settled = settle({
    pointer,
    currency: text(at(request, 'currency')) ?? 'USD',
    totalPrice: total,
    party,
    directions: [
      { segments: flights.map(segmentOf), durationMinutes: decimal(at(offer, 'total_duration')) },
    ],
    offerId: text(at(offer, 'booking_token')) ?? text(at(offer, 'departure_token')),
  })
  const returnDate = text(at(request, 'return_date'))
  if (isProblem(settled) || !isRoundTrip(request, offer)) return settled
  if (returnDate === undefined || !PATTERNS.day.test(returnDate)) {
    const detail = 'is of a round trip whose return_date the search_parameters do not name'
    return { pointer, code: 'invalid', detail }
  }
  return { ...settled, trip: definedFields({ ...settled.trip, return_date: returnDate }) }
}

/** `type` 1 is a round trip and the default, 2 a one-way. */
function isRoundTrip(request: unknown, offer: unknown): boolean {
  const type = text(at(request, 'type'))
  if (type === '2') return false
  if (type === '1' || at(request, 'return_date') !== undefined) return true
  return text(at(offer, 'type'))?.toLowerCase() === 'round trip'
}

/** Google prices a party as a whole, so a share is known where all are of one type. */
function partyOf(request: unknown, total: number | undefined): PassengerDraft[] {
  const count = (name: string) => decimal(at(request, name)) ?? 0
  const types = [
    { type: 'adult' as const, count: decimal(at(request, 'adults')) ?? 1 },
    { type: 'child' as const, count: count('children') },
    { type: 'infant' as const, count: count('infants_in_seat') + count('infants_on_lap') },
  ].filter((each) => each.count > 0)
  return types.map((each) => ({
    ...each,
    price: types.length === 1 && total !== undefined ? total / each.count : undefined,
  }))
}

function segmentOf(flight: unknown): SegmentDraft {
  const [airline, number] = (text(at(flight, 'flight_number')) ?? '').split(/\s+/)
  return {
    origin: text(at(flight, 'departure_airport', 'id')),
    destination: text(at(flight, 'arrival_airport', 'id')),
    airline,
    flightNumber: number,
    departureAt: localTime(text(at(flight, 'departure_airport', 'time'))),
    arrivalAt: localTime(text(at(flight, 'arrival_airport', 'time'))),
    durationMinutes: decimal(at(flight, 'duration')),
    cabin: cabinNamed(text(at(flight, 'travel_class'))),
  }
}

/** "2026-12-20 10:05" */
function localTime(written: string | undefined): string | undefined {
  return written?.replace(' ', 'T')
}
