/** The flights of a Travelport price: journeys of a solution, options of a price point. */

import { cabinNamed } from '../../wire/cabin-names'
import { at, leastOf, text } from '../document/json-value'
import { directionsOf } from '../offers/draft-itinerary'
import { isoMinutes } from '../offers/duration'
import type { DirectionDraft, SegmentDraft } from '../offers/offer-draft'
import { all, number } from '../xml/xml-value'
import { elementKey, fareOf, type TravelportFare, type TravelportLists } from './travelport-lists'

/** A flight as booked: its segment and the terms of its fare. */
export type BookedDirection = {
  readonly direction: DirectionDraft
  readonly seats: number | undefined
  readonly bags: number | undefined
}
export type Missing = { readonly missing: string }

/** One list of choices for each direction. */
export type Choices = readonly (readonly BookedDirection[])[]

/** Where directions are priced apart, each pricing holds the options of its own. */
export function choicesOfPoint(
  infos: readonly unknown[],
  lists: TravelportLists
): Choices | Missing {
  const choices = new Map<string, readonly BookedDirection[]>()
  for (const info of infos) {
    for (const leg of all(info, 'FlightOptionsList', 'FlightOption')) {
      const name = text(at(leg, 'LegRef')) ?? `${at(leg, 'Origin')}-${at(leg, 'Destination')}`
      if (choices.has(name)) continue
      const options = optionsOf(leg, info, lists)
      if ('missing' in options) return options
      choices.set(name, options)
    }
  }
  return [...choices.values()]
}

function optionsOf(
  leg: unknown,
  info: unknown,
  lists: TravelportLists
): readonly BookedDirection[] | Missing {
  const options: BookedDirection[] = []
  for (const option of all(leg, 'Option')) {
    const bookings = all(option, 'BookingInfo')
    const refs = bookings.map((booking) => text(at(booking, 'SegmentRef')) ?? '')
    const booked = bookedOf(refs, minutesOf(option), bookings, info, lists)
    if ('missing' in booked) return booked
    options.push(booked)
  }
  return options
}

/** Without journeys the segments stand in the solution itself, numbered by direction. */
export function choicesOfSolution(
  solution: unknown,
  infos: readonly unknown[],
  lists: TravelportLists
): Choices | Missing {
  const bookings = infos.flatMap((info) => all(info, 'BookingInfo'))
  const journeys = all(solution, 'Journey').map((journey) => ({
    refs: all(journey, 'AirSegmentRef').map((ref) => elementKey(ref) ?? ''),
    minutes: minutesOf(journey),
  }))
  const loose = [...all(solution, 'AirSegmentRef'), ...all(solution, 'AirSegment')].map(
    (ref) => elementKey(ref) ?? ''
  )
  const groups = Map.groupBy(loose, (key) => lists.segments.get(key)?.group ?? '0')
  const flown =
    journeys.length > 0
      ? journeys
      : Array.from(groups.values(), (refs) => ({ refs, minutes: undefined }))
  const choices: BookedDirection[][] = []
  for (const { refs, minutes } of flown) {
    const booked = bookedOf(refs, minutes, bookings, infos[0], lists)
    if ('missing' in booked) return booked
    const { seats, bags } = booked
    choices.push(...directionsOf(booked.direction).map((direction) => [{ direction, seats, bags }]))
  }
  return choices
}

/** "P1DT1H10M0S", or minutes. */
function minutesOf(journey: unknown): number | undefined {
  const time = at(journey, 'TravelTime')
  return isoMinutes(text(time)) ?? number(time)
}

function bookedOf(
  refs: readonly string[],
  durationMinutes: number | undefined,
  bookings: readonly unknown[],
  info: unknown,
  lists: TravelportLists
): BookedDirection | Missing {
  const segments: SegmentDraft[] = []
  const seats: (number | undefined)[] = []
  const bags: (number | undefined)[] = []
  for (const ref of refs) {
    const segment = lists.segments.get(ref)
    if (!segment) return { missing: ref }
    const booking = bookings.find((each) => text(at(each, 'SegmentRef')) === ref)
    const rbd = text(at(booking, 'BookingCode'))
    const fare = fareOfBooking(booking, info, lists)
    seats.push(number(at(booking, 'BookingCount')) ?? segment.seats.get(rbd ?? ''))
    bags.push(fare?.bags)
    segments.push({
      ...segment.draft,
      rbd,
      cabin: cabinNamed(text(at(booking, 'CabinClass'))),
      fareBasis: fare?.fareBasis,
    })
  }
  return { direction: { durationMinutes, segments }, seats: leastOf(seats), bags: leastOf(bags) }
}

/** Fares stand in a list of the answer, or in the pricing itself. */
function fareOfBooking(
  booking: unknown,
  info: unknown,
  lists: TravelportLists
): TravelportFare | undefined {
  const ref = text(at(booking, 'FareInfoRef')) ?? ''
  const listed = lists.fares.get(ref)
  if (listed) return listed
  const own = all(info, 'FareInfo').find((fare) => elementKey(fare) === ref)
  return own === undefined ? undefined : fareOf(own)
}
