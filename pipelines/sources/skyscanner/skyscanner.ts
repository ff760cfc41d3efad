/**
 * Skyscanner flights live prices, version 3: `content.results` holds itineraries that refer to legs,
 * segments, places and carriers by id. A price is in units of `unit`, for the whole party. Offers of
 * several agents are offers of their own; a price of several items is a self-transfer.
 */

import { cabinNamed } from '../../wire/cabin-names'
import type { DocumentContext, DocumentResult, DocumentSource } from '../document/document'
import { at, decimal, items, text } from '../document/json-value'
import { documentResult, withoutOffers } from '../offers/document-searches'
import type { DirectionDraft, PassengerDraft, SegmentDraft, Settled } from '../offers/offer-draft'
import { settle } from '../offers/settle-offer'

export const skyscanner: DocumentSource = { name: 'skyscanner', format: 'json', recognises, read }

function recognises(document: unknown): boolean {
  const results = at(document, 'content', 'results')
  return at(results, 'itineraries') !== undefined && at(results, 'legs') !== undefined
}

function read(document: unknown, context: DocumentContext): DocumentResult {
  const results = at(document, 'content', 'results')
  const itineraries = entriesOf(at(results, 'itineraries'))
  if (itineraries.length === 0) {
    const detail = text(at(document, 'message')) ?? 'the record of itineraries is empty'
    return withoutOffers('no-offers', detail, '/content/results/itineraries')
  }
  const query = at(document, 'query') ?? at(document, 'content', 'query')
  const settled = itineraries.flatMap(([id, itinerary]) => settleAll(id, itinerary, results, query))
  return documentResult(
    settled,
    { source: 'skyscanner', searchId: text(at(document, 'sessionToken')) },
    context
  )
}

function settleAll(id: string, itinerary: unknown, results: unknown, query: unknown): Settled[] {
  const pointer = `/content/results/itineraries/${id}`
  const missing: string[] = []
  const find = (list: string, key: string) => {
    const found = at(results, list, key)
    if (found === undefined) missing.push(`results.${list} has no "${key}"`)
    return found
  }
  const directions = idsOf(itinerary, 'legIds').map((key) => directionOf(find('legs', key), find))
  const [first] = missing
  if (first) return [{ pointer, code: 'unresolved-reference', detail: first }]
  return items(at(itinerary, 'pricingOptions')).map((option, place) => {
    const total = amountOf(at(option, 'price'))
    return settle({
      pointer: `${pointer}/pricingOptions/${place}`,
      currency: text(at(query, 'currency')),
      totalPrice: total,
      party: partyOf(query, total),
      cabin: cabinNamed(text(at(query, 'cabinClass'))?.replace('CABIN_CLASS_', '')),
      directions,
      offerId: text(at(option, 'id')),
    })
  })
}

type Find = (list: string, key: string) => unknown

function directionOf(leg: unknown, find: Find): DirectionDraft {
  return {
    durationMinutes: decimal(at(leg, 'durationInMinutes')),
    segments: idsOf(leg, 'segmentIds').map((key) => segmentOf(find('segments', key), find)),
  }
}

function segmentOf(segment: unknown, find: Find): SegmentDraft {
  const airport = (name: string) => text(at(find('places', idOf(segment, name)), 'iata'))
  const carrier = (name: string) => text(at(find('carriers', idOf(segment, name)), 'iata'))
  return {
    origin: airport('originPlaceId'),
    destination: airport('destinationPlaceId'),
    airline: carrier('marketingCarrierId'),
    flightNumber: text(at(segment, 'marketingFlightNumber')),
    operatingAirline:
      at(segment, 'operatingCarrierId') === undefined ? undefined : carrier('operatingCarrierId'),
    departureAt: localTime(at(segment, 'departureDateTime')),
    arrivalAt: localTime(at(segment, 'arrivalDateTime')),
    durationMinutes: decimal(at(segment, 'durationInMinutes')),
  }
}

/** Prices are integers of the unit that the answer names; the unspecified unit is whole. */
function amountOf(price: unknown): number | undefined {
  const amount = decimal(at(price, 'amount'))
  const unit = text(at(price, 'unit')) ?? ''
  const divisor = DIVISORS.get(unit)
  return amount === undefined || divisor === undefined ? undefined : amount / divisor
}
const DIVISORS = new Map([
  ['PRICE_UNIT_WHOLE', 1],
  ['PRICE_UNIT_CENTI', 100],
  ['PRICE_UNIT_MILLI', 1000],
  ['PRICE_UNIT_MICRO', 1_000_000],
])

function partyOf(query: unknown, total: number | undefined): PassengerDraft[] {
  const adults = decimal(at(query, 'adults')) ?? 1
  const children = items(at(query, 'childrenAges')).length
  const party = [
    { type: 'adult' as const, count: adults },
    { type: 'child' as const, count: children },
  ].filter(({ count }) => count > 0)
  return party.map((each) => ({
    ...each,
    price: party.length === 1 && total !== undefined ? total / each.count : undefined,
  }))
}

function localTime(time: unknown): string | undefined {
  const part = (name: string) => decimal(at(time, name))
  const [year, month, day] = [part('year'), part('month'), part('day')]
  if (year === undefined || month === undefined || day === undefined) return undefined
  const two = (value: number) => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(part('hour') ?? 0)}:${two(part('minute') ?? 0)}:00`
}

function idsOf(value: unknown, name: string): readonly string[] {
  return items(at(value, name)).flatMap((id) => text(id) ?? [])
}

function idOf(value: unknown, name: string): string {
  return text(at(value, name)) ?? ''
}

function entriesOf(record: unknown): readonly [string, unknown][] {
  return typeof record === 'object' && record !== null ? Object.entries(record) : []
}
