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

/**
 * Applies bounds by the distance between two places; an unknown place sets no bound. Only a
 * non-stop flight between airports has an upper bound: layovers and trains may take any time.
 */
export function isPlausibleMinutes(
  minutes: number,
  from: Place | undefined,
  to: Place | undefined,
  stops: number | undefined
): boolean {
  if (minutes <= 0) return false
  if (!from || !to) return true
  const km = greatCircleKm(from, to)
  if (minutes < (km / FASTEST_KMH) * 60) return false
  if (stops !== 0 || !isAirport(from) || !isAirport(to)) return true
  return minutes <= (km / SLOWEST_KMH) * 60 + GROUND_MINUTES
}

function isAirport({ kind }: Place): boolean {
  return kind === 'airport' || kind === 'heliport'
}
