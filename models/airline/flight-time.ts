/**
 * Checks whether a journey's duration is plausible, be it stated by the sender or derived from
 * departure and arrival times.
 */
import { greatCircleKm } from './great-circle'
import type { Place } from './places'

/** Block speed of the fastest airliners with a tailwind. */
const FASTEST_KMH = 1000
/** Block speed of the slowest scheduled aircraft, excluding taxi, climb and descent. */
const SLOWEST_KMH = 250
/** Allowance for taxi, climb and descent, and for detours on short hops. */
const GROUND_MINUTES = 60

/** Minutes that a journey can take; infinite or 0 where a bound is not known. */
export type DurationBounds = { readonly least: number; readonly mostNonStop: number }

/**
 * Bounds by the distance between two places; an unknown place sets none. Only a non-stop flight
 * between airports has an upper bound: layovers and trains may take any time.
 */
export function durationBounds(from: Place | undefined, to: Place | undefined): DurationBounds {
  if (!from || !to) return { least: 0, mostNonStop: Number.POSITIVE_INFINITY }
  const km = greatCircleKm(from, to)
  const least = (km / FASTEST_KMH) * 60
  const flown = isAirport(from) && isAirport(to)
  return {
    least,
    mostNonStop: flown ? (km / SLOWEST_KMH) * 60 + GROUND_MINUTES : Number.POSITIVE_INFINITY,
  }
}

export function isPlausibleMinutes(
  minutes: number,
  from: Place | undefined,
  to: Place | undefined,
  stops: number | undefined
): boolean {
  const { least, mostNonStop } = durationBounds(from, to)
  return minutes > 0 && minutes >= least && (stops !== 0 || minutes <= mostNonStop)
}

function isAirport({ kind }: Place): boolean {
  return kind === 'airport' || kind === 'heliport'
}
