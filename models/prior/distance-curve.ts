/**
 * Log fare against distance: a broken line in the logarithm of the distance. `terms` are its
 * coefficients in the order of `distanceTerms`.
 */
import { valueAt } from '../statistics/value-at'

/** Bends of the line, km; denser where most fares are. */
const BENDS_KM = [250, 500, 900, 1500, 2500, 4000] as const

/** Added to a distance before its logarithm, for costs that do not depend on the distance. */
const GROUND_KM = 100

export const DISTANCE_TERMS = BENDS_KM.length + 2

export function distanceTerms(km: number): readonly number[] {
  const x = logKm(km)
  return [1, x - 7, ...BENDS_KM.map((bend) => Math.max(0, x - logKm(bend)))]
}

export function logFareAt(km: number, terms: readonly number[]): number {
  return distanceTerms(km).reduce((sum, term, index) => sum + term * valueAt(terms, index), 0)
}

function logKm(km: number): number {
  return Math.log(km + GROUND_KM)
}
