/**
 * Duffel: offer requests with their offers, batches, lists of offers, single offers; with or without
 * the `data` around them. Amounts are the whole party's, so a share is known only where all passengers
 * are of one type.
 */

import { cabinNamed } from '../../wire/cabin-names'
import type { DocumentContext, DocumentResult, DocumentSource } from '../document/document'
import { at, decimal, items, leastOf, sumOf, text } from '../document/json-value'
import { documentResult, withoutOffers } from '../offers/document-searches'
import { isoMinutes } from '../offers/duration'
import type { DirectionDraft, PassengerDraft, SegmentDraft, Settled } from '../offers/offer-draft'
import { settle } from '../offers/settle-offer'
import { type PassengerType, passengerTypeOf } from '../offers/travel-codes'

export const duffel: DocumentSource = { name: 'duffel', format: 'json', recognises, read }

function recognises(document: unknown): boolean {
  const data = at(document, 'data') ?? document
  if (Array.isArray(data)) return data.some(isOffer)
  if (isOffer(data) || items(at(data, 'offers')).some(isOffer)) return true
  if (text(at(data, 'id'))?.startsWith('orq_')) return true
  return isErrorBody(document)
}

function isOffer(value: unknown): boolean {
  return at(value, 'slices') !== undefined && at(value, 'total_amount') !== undefined
}

/** Amadeus has `errors` too; Duffel's carry the request's id beside them. */
function isErrorBody(document: unknown): boolean {
  return Array.isArray(at(document, 'errors')) && at(document, 'meta', 'request_id') !== undefined
}

function read(document: unknown, context: DocumentContext): DocumentResult {
  const errors = items(at(document, 'errors'))
  if (errors.length > 0) return withoutOffers('error-response', wordsOf(errors), '/errors')

  const wrapped = at(document, 'data')
  const data = wrapped ?? document
  const root = wrapped === undefined ? '' : '/data'
  const [offers, path] = offersOf(data, root)
  if (!offers) return withoutOffers('unreadable', 'holds no offer and no list of offers', root)
  if (offers.length === 0) return withoutOffers('no-offers', 'the list of offers is empty', path)

  const settled = offers.map((offer, place) =>
    settleOffer(offer, offers[0] === data ? path : `${path}/${place}`, data)
  )
  const alone = offers.length === 1 ? offers[0] : undefined
  const about = {
    source: 'duffel',
    searchId: text(at(data, 'id')),
    timestamp: text(at(data, 'created_at')) ?? text(at(alone, 'created_at')),
  }
  return documentResult(settled, about, context)
}

function offersOf(data: unknown, root: string): [readonly unknown[] | undefined, string] {
  if (Array.isArray(data)) return [data, root]
  const listed = at(data, 'offers')
  if (Array.isArray(listed)) return [listed, `${root}/offers`]
  return [isOffer(data) ? [data] : undefined, root]
}

function wordsOf(errors: readonly unknown[]): string {
  return errors
    .map((error) => text(at(error, 'message')) ?? text(at(error, 'title')) ?? 'an unnamed error')
    .join('; ')
}

function settleOffer(offer: unknown, pointer: string, request: unknown): Settled {
  const slices = items(at(offer, 'slices'))
  const segments = slices.flatMap((slice) => items(at(slice, 'segments')))
  return settle({
    pointer,
    currency: text(at(offer, 'total_currency')),
    totalPrice: decimal(at(offer, 'total_amount')),
    party: partyOf(offer, request),
    cabin: cabinNamed(text(at(request, 'cabin_class'))),
    directions: slices.map(directionOf),
    bagsIncluded: leastOf(segments.map(checkedBags)),
    validatingAirline: text(at(offer, 'owner', 'iata_code')),
    offerId: text(at(offer, 'id')),
    expiresAt: text(at(offer, 'expires_at')),
  })
}

function partyOf(offer: unknown, request: unknown): PassengerDraft[] {
  const own = items(at(offer, 'passengers'))
  const types = (own.length > 0 ? own : items(at(request, 'passengers'))).map(typeOf)
  const counts = Map.groupBy(types, (type) => type)
  return [...counts].map(([type, { length: count }]) => {
    const share = (name: string) => {
      const amount = decimal(at(offer, name))
      return counts.size > 1 || amount === undefined ? undefined : amount / count
    }
    const sameCurrency =
      at(offer, 'base_currency') === at(offer, 'total_currency') &&
      (at(offer, 'tax_currency') ?? at(offer, 'total_currency')) === at(offer, 'total_currency')
    const parts = sameCurrency ? { base: share('base_amount'), taxes: share('tax_amount') } : {}
    const currency = text(at(offer, 'total_currency'))
    return { type, count, currency, price: share('total_amount'), ...parts }
  })
}

/** A request names a passenger by type, or by age alone. */
function typeOf(passenger: unknown): PassengerType {
  const type = text(at(passenger, 'type'))
  if (type !== undefined) return passengerTypeOf(type)
  const age = decimal(at(passenger, 'age'))
  if (age === undefined) return 'adult'
  if (age < 2) return 'infant'
  return age < 12 ? 'child' : 'adult'
}

function directionOf(slice: unknown): DirectionDraft {
  return {
    durationMinutes: isoMinutes(text(at(slice, 'duration'))),
    segments: items(at(slice, 'segments')).map(segmentOf),
  }
}

function segmentOf(segment: unknown): SegmentDraft {
  const [passenger] = items(at(segment, 'passengers'))
  return {
    origin: text(at(segment, 'origin', 'iata_code')),
    destination: text(at(segment, 'destination', 'iata_code')),
    airline: text(at(segment, 'marketing_carrier', 'iata_code')),
    flightNumber: text(at(segment, 'marketing_carrier_flight_number')),
    operatingAirline: text(at(segment, 'operating_carrier', 'iata_code')),
    departureAt: text(at(segment, 'departing_at')),
    arrivalAt: text(at(segment, 'arriving_at')),
    durationMinutes: isoMinutes(text(at(segment, 'duration'))),
    technicalStops: items(at(segment, 'stops')).length,
    cabin: cabinNamed(text(at(passenger, 'cabin_class'))),
    fareBasis: text(at(passenger, 'fare_basis_code')),
  }
}

/** Checked bags of the first passenger; a list without any includes none. */
function checkedBags(segment: unknown): number | undefined {
  const baggages = at(items(at(segment, 'passengers'))[0], 'baggages')
  if (!Array.isArray(baggages)) return undefined
  const checked = baggages.filter((bag) => at(bag, 'type') === 'checked')
  return sumOf(checked.map((bag) => decimal(at(bag, 'quantity')))) ?? 0
}
