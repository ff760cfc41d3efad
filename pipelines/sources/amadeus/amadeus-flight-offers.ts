/**
 * Amadeus flight offers. Prices are per traveller, fare details refer to segments by id. A fee that
 * the travellers' totals leave out is paid by all of them alike.
 */

import { cabinNamed } from '../../wire/cabin-names'
import type { DocumentContext, DocumentProblem, DocumentResult } from '../document/document'
import { at, byId, decimal, items, leastOf, sumOf, text } from '../document/json-value'
import { documentResult } from '../offers/document-searches'
import { isoMinutes } from '../offers/duration'
import type { DirectionDraft, PassengerDraft, SegmentDraft, Settled } from '../offers/offer-draft'
import { settle } from '../offers/settle-offer'
import { bagsOf, passengerTypeOf } from '../offers/travel-codes'

export function readFlightOffers(
  document: unknown,
  offers: readonly unknown[],
  pointer: string,
  context: DocumentContext
): DocumentResult {
  const link = text(at(document, 'meta', 'links', 'self'))
  const requested = cabinNamed(/[?&]travelClass=([A-Z_]+)/.exec(link ?? '')?.[1])
  const settled = offers.map((offer, place): Settled => {
    const here = `${pointer}/${place}`
    const unresolved = unresolvedOf(offer, here)
    return unresolved ?? settle({ ...draftOf(offer, here), cabin: requested })
  })
  return documentResult(settled, { source: 'amadeus' }, context)
}

function unresolvedOf(offer: unknown, pointer: string): DocumentProblem | undefined {
  const segments = byId(items(at(offer, 'itineraries')).flatMap((way) => at(way, 'segments')))
  for (const [place, traveller] of items(at(offer, 'travelerPricings')).entries()) {
    for (const details of items(at(traveller, 'fareDetailsBySegment'))) {
      const id = text(at(details, 'segmentId'))
      if (id === undefined || segments.has(id)) continue
      return {
        pointer: `${pointer}/travelerPricings/${place}/fareDetailsBySegment`,
        code: 'unresolved-reference',
        detail: `no segment of the offer has the id "${id}"`,
      }
    }
  }
  return undefined
}

function draftOf(offer: unknown, pointer: string) {
  const price = at(offer, 'price')
  const travellers = items(at(offer, 'travelerPricings'))
  const adult = travellers.find((each) => at(each, 'travelerType') === 'ADULT') ?? travellers[0]
  const details = new Map(
    items(at(adult, 'fareDetailsBySegment')).map((each) => [text(at(each, 'segmentId')), each])
  )
  return {
    pointer,
    currency: text(at(price, 'currency')),
    totalPrice: totalOf(price),
    party: partyOf(travellers, price, `${pointer}/travelerPricings`),
    directions: items(at(offer, 'itineraries')).map((way) => directionOf(way, details)),
    validatingAirline: text(items(at(offer, 'validatingAirlineCodes'))[0]),
    seatsRemaining: decimal(at(offer, 'numberOfBookableSeats')),
    bagsIncluded: leastOf([...details.values()].map(baggageOf)),
    offerId: text(at(offer, 'id')),
  }
}

function totalOf(price: unknown): number | undefined {
  return decimal(at(price, 'grandTotal')) ?? decimal(at(price, 'total'))
}

function partyOf(
  travellers: readonly unknown[],
  price: unknown,
  pointer: string
): PassengerDraft[] {
  const totals = travellers.map((each) => decimal(at(each, 'price', 'total')))
  const left = (totalOf(price) ?? 0) - (sumOf(totals) ?? 0)
  const fees = feesOf(price) ?? 0
  const fee = fees > 0 && Math.abs(left - fees) < CENT ? fees / travellers.length : 0

  const alike = Map.groupBy(travellers, (each) =>
    [
      text(at(each, 'travelerType')),
      decimal(at(each, 'price', 'total')),
      text(at(each, 'price', 'currency')),
    ].join(' ')
  )
  return [...alike.values()].map(([first, ...rest]) => {
    const paid = at(first, 'price')
    const total = decimal(at(paid, 'total'))
    const own = feesOf(paid) ?? 0
    return {
      type: passengerTypeOf(text(at(first, 'travelerType'))),
      count: 1 + rest.length,
      currency: text(at(paid, 'currency')),
      pointer: `${pointer}/${travellers.indexOf(first)}/price/currency`,
      price: total === undefined ? undefined : total + fee,
      base: decimal(at(paid, 'base')),
      fees: fee + own,
    }
  })
}
/** Sums of decimals are not exact. */
const CENT = 0.005

function feesOf(price: unknown): number | undefined {
  return sumOf(items(at(price, 'fees')).map((fee) => decimal(at(fee, 'amount'))))
}

function directionOf(
  way: unknown,
  details: ReadonlyMap<string | undefined, unknown>
): DirectionDraft {
  return {
    durationMinutes: isoMinutes(text(at(way, 'duration'))),
    segments: items(at(way, 'segments')).map((segment) =>
      segmentOf(segment, details.get(text(at(segment, 'id'))))
    ),
  }
}

function segmentOf(segment: unknown, details: unknown): SegmentDraft {
  return {
    origin: text(at(segment, 'departure', 'iataCode')),
    destination: text(at(segment, 'arrival', 'iataCode')),
    airline: text(at(segment, 'carrierCode')),
    flightNumber: text(at(segment, 'number')),
    operatingAirline: text(at(segment, 'operating', 'carrierCode')),
    departureAt: text(at(segment, 'departure', 'at')),
    arrivalAt: text(at(segment, 'arrival', 'at')),
    durationMinutes: isoMinutes(text(at(segment, 'duration'))),
    technicalStops: decimal(at(segment, 'numberOfStops')),
    cabin: cabinNamed(text(at(details, 'cabin'))),
    rbd: text(at(details, 'class')),
    fareBasis: text(at(details, 'fareBasis')),
  }
}

function baggageOf(details: unknown): number | undefined {
  const allowance = at(details, 'includedCheckedBags')
  return bagsOf(decimal(at(allowance, 'quantity')), decimal(at(allowance, 'weight')))
}
