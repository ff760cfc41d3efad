/**
 * The trip that the flights of an offer make: a market there and perhaps back, an open jaw (one end of
 * the return is another place), or a multi-city trip. The latter two are kept under the market of their
 * first direction, whose fares they are not.
 */

import { greatCircleKm } from '../../../models/airline/great-circle'
import { place } from '../../../models/airline/places'
import { valueAt } from '../../../models/statistics/value-at'
import { DIRECTIONS } from '../../events/offer'
import type { NativeSegment } from '../../wire/native-event'
import { MAX_SEGMENTS } from '../../wire/offer-wire'

export type Journey = {
  readonly first: NativeSegment
  readonly last: NativeSegment
  readonly departureDate: string
  readonly returnDate?: string | undefined
  readonly construction?: 'open_jaw' | 'multi_city' | undefined
  /** In the order flown, each under the name of its direction. */
  readonly flights: readonly NativeSegment[]
}

/** Airports of one city are nearer to each other; Paris has the farthest, 85 km. */
const SAME_PLACE_KM = 150
/** Names of the directions of a multi-city trip. */
const ONWARD = DIRECTIONS.filter((direction) => direction !== 'return')

/** The reason in words where the flights make no trip. */
export function journeyOf(ways: readonly (readonly NativeSegment[])[]): Journey | string {
  const [there = [], back, ...others] = ways
  const first = there[0]
  const last = there.at(-1)
  const flown = ways.reduce((sum, way) => sum + way.length, 0)
  if (!first || !last) return 'names no outbound flight'
  if (!first.departure_at) return 'does not say when its first flight departs'
  if (flown > MAX_SEGMENTS) return `has ${flown} flights, more than ${MAX_SEGMENTS}`
  if (ways.length > ONWARD.length) {
    return `flies ${ways.length} directions, more than ${ONWARD.length}`
  }
  if (first.origin_airport === last.destination_airport) {
    return `flies from ${first.origin_airport} to itself`
  }
  const ends = { first, last, departureDate: first.departure_at.slice(0, 10) }
  const [leaves, home] = [back?.[0], back?.at(-1)]
  if (!leaves || !home) return { ...ends, flights: there }
  if (!leaves.departure_at) return 'does not say when its return departs'

  const returnsFrom = isNear(last.destination_airport, leaves.origin_airport)
  const returnsTo = isNear(first.origin_airport, home.destination_airport)
  if (others.length > 0 || (!returnsFrom && !returnsTo)) {
    const flights = ways.flatMap((way, place) => named(way, valueAt(ONWARD, place)))
    return { ...ends, construction: 'multi_city', flights }
  }
  const returnDate = leaves.departure_at.slice(0, 10)
  const flights = [...there, ...named(back ?? [], 'return')]
  if (returnsFrom && returnsTo) return { ...ends, returnDate, flights }
  return { ...ends, returnDate, construction: 'open_jaw', flights }
}

function named(way: readonly NativeSegment[], direction: NativeSegment['direction']) {
  return way.map((flight) => ({ ...flight, direction }))
}

function isNear(one: string, other: string): boolean {
  if (one === other) return true
  const [a, b] = [place(one), place(other)]
  return a !== undefined && b !== undefined && greatCircleKm(a, b) < SAME_PLACE_KM
}
