/**
 * The cabin of a trip: the best one in which, or above which, more than half of the time in the air
 * is flown. Amadeus defines its travel class so, and a short feeder in economy then leaves a
 * long-haul business fare in business.
 */
import { greatCircleKm } from '../../../models/airline/great-circle'
import { place } from '../../../models/airline/places'
import { CABINS, type Cabin } from '../../../models/airline/trip'
import type { NativeSegment } from '../../wire/native-event'
import { elapsedMinutes } from './elapsed'

/** Undefined where no flight names its cabin. Flights without one do not count. */
export function cabinFlown(flights: readonly NativeSegment[]): Cabin | undefined {
  const named = flights.flatMap((flight) => {
    const { cabin_class: cabin } = flight
    return cabin === undefined ? [] : [{ rank: CABINS.indexOf(cabin), minutes: minutesOf(flight) }]
  })
  // Times of some flights only cannot be compared with guesses for the others.
  const timed = named.every(({ minutes }) => minutes !== undefined)
  const weights = named.map(({ rank, minutes }) => ({ rank, weight: timed ? (minutes ?? 0) : 1 }))
  const total = weights.reduce((sum, { weight }) => sum + weight, 0)
  return CABINS.findLast((_, rank) => {
    const flown = weights.filter((each) => each.rank >= rank)
    return flown.reduce((sum, { weight }) => sum + weight, 0) * 2 > total
  })
}

/** As written, else by the airports' clocks, else by the distance. */
function minutesOf(flight: NativeSegment): number | undefined {
  if (flight.duration_minutes !== undefined) return flight.duration_minutes
  const elapsed = elapsedMinutes(
    { airport: flight.origin_airport, at: flight.departure_at },
    { airport: flight.destination_airport, at: flight.arrival_at }
  )
  if (elapsed !== undefined && elapsed > 0) return elapsed
  const [from, to] = [place(flight.origin_airport), place(flight.destination_airport)]
  return from && to && TAXI_MINUTES + (greatCircleKm(from, to) / CRUISE_KMH) * 60
}
const CRUISE_KMH = 800
const TAXI_MINUTES = 30
