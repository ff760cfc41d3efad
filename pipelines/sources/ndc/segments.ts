/**
 * Flights of NDC: FlightSegment to 17.2, PaxSegment from 18.1, whose times may stand in its legs, and
 * from 21.x a PaxSegment that refers to a marketing segment, which refers to an operating one.
 */
import { isoMinutes } from '../offers/duration'
import type { SegmentDraft } from '../offers/offer-draft'
import { words } from '../xml/xml-value'
import { cabinOfNdc } from './cabins'
import { all, at, either } from './names'

export type SegmentLists = {
  readonly marketing: ReadonlyMap<string, unknown>
  readonly operating: ReadonlyMap<string, unknown>
  readonly legs: ReadonlyMap<string, unknown>
}

type Point = { readonly airport: string | undefined; readonly at: string | undefined }

export function segmentOf(segment: unknown, lists: SegmentLists): SegmentDraft {
  const marketing = referred(segment, lists.marketing, 'DatedMarketingSegmentRef') ?? segment
  const operating = referred(marketing, lists.operating, 'DatedOperatingSegmentRef')
  const legs = [
    ...all(segment, 'DatedOperatingLeg'),
    ...all(operating, 'DatedOperatingLegRefID').flatMap(
      (ref) => lists.legs.get(words(ref) ?? '') ?? []
    ),
  ]
  const departure = pointOf(either(marketing, 'Departure', 'Dep'), legs[0], 'Dep')
  const arrival = pointOf(at(marketing, 'Arrival'), legs.at(-1), 'Arrival')
  const carrier = either(marketing, 'MarketingCarrier', 'MarketingCarrierInfo') ?? marketing
  const airline = words(either(carrier, 'AirlineID', 'CarrierDesigCode'))
  return {
    origin: departure.airport,
    destination: arrival.airport,
    airline,
    flightNumber: flightNumber(carrier, airline),
    operatingAirline: words(
      either(
        either(segment, 'OperatingCarrier', 'OperatingCarrierInfo') ?? operating,
        'AirlineID',
        'CarrierDesigCode'
      )
    ),
    departureAt: departure.at,
    arrivalAt: arrival.at,
    durationMinutes: isoMinutes(
      [
        at(segment, 'FlightDetail', 'FlightDuration', 'Value'),
        at(segment, 'FlightDuration', 'Value'),
        at(segment, 'Duration'),
        at(operating, 'Duration'),
      ]
        .map(words)
        .find((duration) => duration !== undefined)
    ),
    technicalStops: Math.max(0, legs.length - 1),
    rbd: words(at(segment, 'MarketingCarrierRBD_Code') ?? at(segment, 'ClassOfService', 'Code')),
    cabin: cabinOfNdc(
      at(segment, 'CabinTypeAssociationChoice', 'SegmentCabinType') ?? at(segment, 'CabinType')
    ),
  }
}

/** Versions of one year differ in "RefId" and "RefID". */
function referred(value: unknown, list: ReadonlyMap<string, unknown>, name: string): unknown {
  return list.get(words(either(value, `${name}ID`, `${name}Id`)) ?? '')
}

function pointOf(own: unknown, leg: unknown, name: string): Point {
  const [first, second] = [pointAt(own), pointAt(at(leg, name))]
  return { airport: first.airport ?? second.airport, at: first.at ?? second.at }
}

function pointAt(point: unknown): Point {
  const day = words(at(point, 'Date'))?.slice(0, 10)
  const time = words(at(point, 'Time'))
  const whole = words(either(point, 'AircraftScheduledDateTime', 'DateTime'))
  return {
    airport: words(either(point, 'AirportCode', 'IATA_LocationCode')),
    at: whole ?? (day && time ? `${day}T${time}` : undefined),
  }
}

/** Some repeat the airline in front of it. */
function flightNumber(carrier: unknown, airline: string | undefined): string | undefined {
  const written = words(either(carrier, 'FlightNumber', 'MarketingCarrierFlightNumberText'))
  return airline && written?.startsWith(airline) ? written.slice(airline.length) : written
}
