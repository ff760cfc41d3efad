/**
 * Sabre OTA_AirLowFareSearchRS as JSON. Every pricing of an itinerary is an offer, those of its
 * additional fares too. Fare infos stand in the order of the itinerary's segments; a fare basis
 * reaches from one airport to another.
 */

import type { Cabin } from '../../../models/airline/trip'
import { cabinNamed } from '../../wire/cabin-names'
import type { DocumentContext, DocumentResult } from '../document/document'
import { at, decimal, items, leastOf, text } from '../document/json-value'
import { documentResult, withoutOffers } from '../offers/document-searches'
import type { DirectionDraft, PassengerDraft, SegmentDraft, Settled } from '../offers/offer-draft'
import { settle } from '../offers/settle-offer'
import { bagsOf, passengerTypeOf } from '../offers/travel-codes'
import { otaAmount } from '../ota-amount'
import { baseOf, entryFor, perPassenger } from './sabre-party'

const ROOT = 'OTA_AirLowFareSearchRS'

export function isClassic(document: unknown): boolean {
  return at(document, ROOT) !== undefined
}

export function readClassic(document: unknown, context: DocumentContext): DocumentResult {
  const root = at(document, ROOT)
  const path = `/${ROOT}/PricedItineraries/PricedItinerary`
  const itineraries = items(at(root, 'PricedItineraries', 'PricedItinerary'))
  if (itineraries.length === 0) {
    const words = [...items(at(root, 'Errors', 'Error')), ...items(at(root, 'Errors'))]
      .map((error) => text(at(error, 'ShortText')) ?? text(at(error, 'content')))
      .find((word) => word !== undefined)
    return words
      ? withoutOffers('error-response', words, `/${ROOT}/Errors`)
      : withoutOffers('no-offers', 'holds no priced itinerary', path)
  }
  const settled = itineraries.flatMap((itinerary, place) =>
    settleAll(itinerary, `${path}/${place}`)
  )
  return documentResult(
    settled,
    { source: 'sabre', searchId: text(at(root, 'RequestID')) },
    context
  )
}

function settleAll(itinerary: unknown, pointer: string): Settled[] {
  const pricings = [
    itinerary,
    ...items(at(itinerary, 'TPA_Extensions', 'AdditionalFares')),
  ].flatMap((holder) => items(at(holder, 'AirItineraryPricingInfo')))
  if (pricings.length === 0) {
    return [{ pointer, code: 'no-price', detail: 'has no AirItineraryPricingInfo' }]
  }
  return pricings.map((pricing, place) =>
    settlePricing(itinerary, pricing, `${pointer}/AirItineraryPricingInfo/${place}`)
  )
}

function settlePricing(itinerary: unknown, pricing: unknown, pointer: string): Settled {
  const total = at(pricing, 'ItinTotalFare', 'TotalFare')
  const totalPrice = otaAmount(total)
  const breakdowns = items(at(pricing, 'PTC_FareBreakdowns', 'PTC_FareBreakdown'))
  const adult = breakdowns.find((each) => typeOf(each) === 'adult') ?? breakdowns[0]
  const fareInfos = items(
    at(adult, 'FareInfos', 'FareInfo') ?? at(pricing, 'FareInfos', 'FareInfo')
  )
  return settle({
    pointer,
    currency: text(at(total, 'CurrencyCode')),
    totalPrice,
    party: perPassenger(breakdowns.map(passengerOf), totalPrice),
    directions: directionsOf(itinerary, adult, fareInfos),
    validatingAirline:
      text(at(items(at(pricing, 'TPA_Extensions', 'ValidatingCarrier'))[0], 'Default', 'Code')) ??
      text(at(itinerary, 'TPA_Extensions', 'ValidatingCarrier', 'Code')),
    seatsRemaining: leastOf(
      fareInfos.map((info) => decimal(at(info, 'TPA_Extensions', 'SeatsRemaining', 'Number')))
    ),
    bagsIncluded: baggageOf(adult),
  })
}

function typeOf(breakdown: unknown) {
  return passengerTypeOf(text(at(breakdown, 'PassengerTypeQuantity', 'Code')))
}

function passengerOf(breakdown: unknown): PassengerDraft {
  const fare = at(breakdown, 'PassengerFare')
  const amount = (name: string) => ({
    amount: otaAmount(at(fare, name)),
    currency: text(at(fare, name, 'CurrencyCode')),
  })
  return {
    type: typeOf(breakdown),
    count: decimal(at(breakdown, 'PassengerTypeQuantity', 'Quantity')) ?? 1,
    currency: amount('TotalFare').currency,
    price: amount('TotalFare').amount,
    base: baseOf(amount('BaseFare'), amount('EquivFare'), amount('TotalFare').currency),
  }
}

function directionsOf(
  itinerary: unknown,
  breakdown: unknown,
  fareInfos: readonly unknown[]
): DirectionDraft[] {
  const ways = items(
    at(itinerary, 'AirItinerary', 'OriginDestinationOptions', 'OriginDestinationOption')
  )
  const flights = ways.flatMap((way) => items(at(way, 'FlightSegment')))
  const bases = fareBases(flights, items(at(breakdown, 'FareBasisCodes', 'FareBasisCode')))
  let place = 0
  return ways.map((way) => ({
    durationMinutes: decimal(at(way, 'ElapsedTime')),
    segments: items(at(way, 'FlightSegment')).map((flight) => {
      const info = entryFor(fareInfos, place, flights.length)
      const segment = segmentOf(flight, info, bases[place])
      place += 1
      return segment
    }),
  }))
}

/** Each basis covers the flights up to the one that lands where it ends. */
function fareBases(flights: readonly unknown[], bases: readonly unknown[]): (string | undefined)[] {
  const covered: (string | undefined)[] = []
  for (const basis of bases) {
    const end = text(at(basis, 'ArrivalAirportCode')) ?? text(at(basis, 'FareComponentEndAirport'))
    let landing: string | undefined
    while (covered.length < flights.length && (landing === undefined || landing !== end)) {
      landing = text(at(flights[covered.length], 'ArrivalAirport', 'LocationCode'))
      covered.push(text(at(basis, 'content')) ?? text(basis))
    }
  }
  return covered
}

function segmentOf(flight: unknown, info: unknown, fareBasis: string | undefined): SegmentDraft {
  return {
    origin: text(at(flight, 'DepartureAirport', 'LocationCode')),
    destination: text(at(flight, 'ArrivalAirport', 'LocationCode')),
    airline: text(at(flight, 'MarketingAirline', 'Code')),
    flightNumber: text(at(flight, 'FlightNumber')),
    operatingAirline: text(at(flight, 'OperatingAirline', 'Code')),
    departureAt: text(at(flight, 'DepartureDateTime')),
    arrivalAt: text(at(flight, 'ArrivalDateTime')),
    durationMinutes: decimal(at(flight, 'ElapsedTime')),
    technicalStops: decimal(at(flight, 'StopQuantity')),
    cabin: cabinNamed(text(at(info, 'TPA_Extensions', 'Cabin', 'Cabin'))) ?? cabinOfFlight(flight),
    rbd: text(at(flight, 'ResBookDesigCode')),
    fareBasis,
  }
}

/** Answers of other OpenTravel systems name the cabin in the flight, by class where they list several. */
function cabinOfFlight(flight: unknown): Cabin | undefined {
  const avails = items(at(flight, 'BookingClassAvails'))
  const rbd = text(at(flight, 'ResBookDesigCode'))
  const ofClass = avails.find((each) =>
    items(at(each, 'BookingClassAvail')).some(
      (avail) => text(at(avail, 'ResBookDesigCode')) === rbd
    )
  )
  const names = [
    at(ofClass ?? avails[0], 'CabinType'),
    at(items(at(flight, 'MarketingCabin'))[0], 'Name'),
    at(flight, 'CabinType'),
    at(flight, 'TPA_Extensions', 'Cabin', 'Cabin'),
  ]
  return names.map((name) => cabinNamed(text(name))).find((cabin) => cabin !== undefined)
}

/** Provision "A" is the free allowance; others are charges and cabin bags. */
function baggageOf(breakdown: unknown): number | undefined {
  const list = at(breakdown, 'PassengerFare', 'TPA_Extensions', 'BaggageInformationList')
  const free = items(at(list, 'BaggageInformation')).filter(
    (information) => (text(at(information, 'ProvisionType')) ?? 'A') === 'A'
  )
  const allowances = free.flatMap((information) => items(at(information, 'Allowance')))
  return leastOf(
    allowances.map((allowance) =>
      bagsOf(decimal(at(allowance, 'Pieces')), decimal(at(allowance, 'Weight')))
    )
  )
}
