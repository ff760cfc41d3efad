/**
 * Amadeus flight offers of version 1 (2018 to 2020): a price of a party in `offerItems`, its flights
 * in services, one a direction. Times carry the airport's offset. A type's price is
 * `pricePerAdult`, `pricePerChild`, `pricePerInfant`, `pricePerSenior`; the total is the whole party's.
 */
import { cabinNamed } from '../../wire/cabin-names'
import type { DocumentContext, DocumentResult } from '../document/document'
import { at, decimal, items, leastOf, text } from '../document/json-value'
import { documentResult } from '../offers/document-searches'
import { isoMinutes } from '../offers/duration'
import type { DirectionDraft, PassengerDraft, SegmentDraft, Settled } from '../offers/offer-draft'
import { settle } from '../offers/settle-offer'

export function isVersion1(offer: unknown): boolean {
  return at(offer, 'offerItems') !== undefined
}

export function readVersion1(
  document: unknown,
  offers: readonly unknown[],
  context: DocumentContext
): DocumentResult {
  const currency = text(at(document, 'meta', 'currency'))
  const settled = offers.flatMap((offer, place) =>
    items(at(offer, 'offerItems')).map((item, itemPlace) =>
      settleItem(offer, item, currency, `/data/${place}/offerItems/${itemPlace}`)
    )
  )
  return documentResult(settled, { source: 'amadeus' }, context)
}

function settleItem(
  offer: unknown,
  item: unknown,
  listed: string | undefined,
  pointer: string
): Settled {
  const services = items(at(item, 'services'))
  const segments = services.flatMap((service) => items(at(service, 'segments')))
  const currency = text(at(item, 'price', 'currency')) ?? listed
  return settle({
    pointer,
    currency,
    totalPrice: decimal(at(item, 'price', 'total')),
    party: partyOf(item, currency),
    directions: services.map(directionOf),
    seatsRemaining: leastOf(segments.map((each) => decimal(at(detailsOf(each), 'availability')))),
    offerId: text(at(offer, 'id')),
  })
}

const TYPES = [
  ['adult', 'pricePerAdult'],
  ['senior', 'pricePerSenior'],
  ['child', 'pricePerChild'],
  ['infant', 'pricePerInfant'],
] as const

/** The answer has no count of passengers per type: with one type alone, the total gives it. */
function partyOf(item: unknown, currency: string | undefined): PassengerDraft[] {
  const total = decimal(at(item, 'price', 'total'))
  const present = TYPES.filter(([, name]) => at(item, name) !== undefined)
  return present.map(([type, name]) => {
    const price = decimal(at(item, name, 'total'))
    const taxes = decimal(at(item, name, 'totalTaxes'))
    const alone = present.length === 1 && price && total ? Math.round(total / price) : 1
    return {
      type,
      count: Math.max(1, alone),
      currency: text(at(item, name, 'currency')) ?? currency,
      price,
      base: price === undefined || taxes === undefined ? undefined : price - taxes,
      taxes,
    }
  })
}

function directionOf(service: unknown): DirectionDraft {
  return { segments: items(at(service, 'segments')).map(segmentOf) }
}

function segmentOf(segment: unknown): SegmentDraft {
  const flight = at(segment, 'flightSegment')
  const details = detailsOf(segment)
  return {
    origin: text(at(flight, 'departure', 'iataCode')),
    destination: text(at(flight, 'arrival', 'iataCode')),
    airline: text(at(flight, 'carrierCode')),
    flightNumber: text(at(flight, 'number')),
    operatingAirline: text(at(flight, 'operating', 'carrierCode')),
    departureAt: text(at(flight, 'departure', 'at')),
    arrivalAt: text(at(flight, 'arrival', 'at')),
    durationMinutes: isoMinutes(text(at(flight, 'duration'))),
    technicalStops: items(at(flight, 'stops')).length,
    cabin: cabinNamed(text(at(details, 'travelClass'))),
    rbd: text(at(details, 'fareClass')),
    fareBasis: text(at(details, 'fareBasis')),
  }
}

function detailsOf(segment: unknown): unknown {
  return TYPES.map(([, name]) => at(segment, name.replace('pricePer', 'pricingDetailPer'))).find(
    (details) => details !== undefined
  )
}
