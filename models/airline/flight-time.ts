/** Whether a journey can take the minutes a sender or two clocks give it. */
import { greatCircleKm } from './great-circle'
import type { Place } from './places'

/** Block speed of the fastest airliners with the wind. */
const FASTEST_KMH = 1000
/** Block speed of the slowest scheduled aircraft, once taxi, climb and descent are set apart. */
const SLOWEST_KMH = 250
/** Taxi, climb and descent, and detours on short hops. */
const GROUND_MINUTES = 60

/**
 * Bounds of a journey between two places; undefined for either place means no bound. Only a non-stop
 * flight between airports has an upper bound: layovers and trains may take any time.
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
