/** The lists of a Travelport answer that its prices refer to, by key. */
import { at, items, sumOf, text } from '../document/json-value'
import type { SegmentDraft } from '../offers/offer-draft'
import { bagsOf } from '../offers/travel-codes'
import { all, number, words } from '../xml/xml-value'

export type TravelportLists = {
  readonly segments: ReadonlyMap<string, TravelportSegment>
  readonly fares: ReadonlyMap<string, TravelportFare>
}
export type TravelportSegment = {
  readonly draft: SegmentDraft
  /** Number of its direction, where the answer has one. */
  readonly group: string | undefined
  /** Seats by booking class, written as "C8|D8|Y9". */
  readonly seats: ReadonlyMap<string, number>
}
export type TravelportFare = {
  readonly fareBasis: string | undefined
  readonly bags: number | undefined
}

export function listsOf(root: unknown): TravelportLists {
  const details = byKey(all(root, 'FlightDetailsList', 'FlightDetails'))
  const segments = byKey(all(root, 'AirSegmentList', 'AirSegment'))
  const fares = byKey(all(root, 'FareInfoList', 'FareInfo'))
  return {
    segments: new Map(Array.from(segments, ([key, each]) => [key, segmentOf(each, details)])),
    fares: new Map(Array.from(fares, ([key, fare]) => [key, fareOf(fare)])),
  }
}

export function fareOf(fare: unknown): TravelportFare {
  const allowance = at(fare, 'BaggageAllowance')
  return {
    fareBasis: text(at(fare, 'FareBasis')),
    bags: bagsOf(
      number(at(allowance, 'NumberOfPieces')),
      number(at(allowance, 'MaxWeight', 'Value'))
    ),
  }
}

/** A segment of several flight details lands between them under one flight number. */
export function segmentOf(
  segment: unknown,
  details: ReadonlyMap<string, unknown> = new Map()
): TravelportSegment {
  const legs = [
    ...all(segment, 'FlightDetails'),
    ...all(segment, 'FlightDetailsRef').flatMap((ref) => details.get(elementKey(ref) ?? '') ?? []),
  ]
  const codeshare = at(segment, 'CodeshareInfo')
  return {
    group: text(at(segment, 'Group')),
    seats: seatsOf(segment),
    draft: {
      origin: text(at(segment, 'Origin')),
      destination: text(at(segment, 'Destination')),
      airline: text(at(segment, 'Carrier')),
      flightNumber: text(at(segment, 'FlightNumber')),
      operatingAirline: text(at(codeshare, 'OperatingCarrier')),
      departureAt: text(at(segment, 'DepartureTime')) ?? text(at(legs[0], 'DepartureTime')),
      arrivalAt: text(at(segment, 'ArrivalTime')) ?? text(at(legs.at(-1), 'ArrivalTime')),
      durationMinutes:
        number(at(segment, 'FlightTime')) ??
        sumOf(legs.map((leg) => number(at(leg, 'FlightTime')))),
      technicalStops: number(at(segment, 'NumberOfStops')) ?? Math.max(0, legs.length - 1),
    },
  }
}

function seatsOf(segment: unknown): ReadonlyMap<string, number> {
  const counts = all(segment, 'AirAvailInfo', 'BookingCodeInfo').flatMap((info) =>
    items(text(at(info, 'BookingCounts'))?.split('|'))
  )
  const seats = new Map<string, number>()
  for (const count of counts) {
    const [, booking, number] = /^([A-Z])(\d)$/.exec(String(count)) ?? []
    if (booking && number) seats.set(booking, Number(number))
  }
  return seats
}

export function elementKey(value: unknown): string | undefined {
  return text(at(value, 'Key'))
}

function byKey(elements: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(elements.map((element) => [elementKey(element) ?? words(element) ?? '', element]))
}
