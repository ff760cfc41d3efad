/**
 * Estimates a pair's residual from near pairs: those that share one city and whose other city is
 * near, by an exponential kernel over the distance, shrunk towards 0.
 */
import { pairCount, pairIndex } from '../../../models/prior/pair-index'

/** Distance between the other cities at which a pair's weight is 1/e. */
const NEAR_KM = 150
/** Pairs farther away are ignored: their weight is below 0.25 %. */
const FARTHEST_KM = 900

export type PairResiduals = {
  /** By `pairIndex`: sum of weight x residual, and of weights. */
  readonly sums: Float64Array
  readonly weights: Float64Array
}

/** By `pairIndex`. `shrink` is the weight of a residual of zero that every pair starts with. */
export function nearResiduals(
  { sums, weights }: PairResiduals,
  kilometres: Float64Array,
  cities: number,
  shrink: number
): Float64Array {
  const near = Array.from({ length: cities }, (_, city) => nearCities(city, kilometres, cities))
  const result = new Float64Array(pairCount(cities))
  for (let b = 1; b < cities; b++) {
    for (let a = 0; a < b; a++) {
      let [sum, weight] = [0, shrink]
      const gather = (fixed: number, moved: number) => {
        for (const { city, kernel } of near[moved] ?? []) {
          if (city === fixed) continue
          const pair = pairIndex(fixed, city)
          sum += kernel * Number(sums[pair])
          weight += kernel * Number(weights[pair])
        }
      }
      gather(a, b)
      gather(b, a)
      result[pairIndex(a, b)] = sum / weight
    }
  }
  return result
}

function nearCities(city: number, kilometres: Float64Array, cities: number) {
  const near: { readonly city: number; readonly kernel: number }[] = []
  for (let other = 0; other < cities; other++) {
    const km = Number(kilometres[city * cities + other])
    if (km <= FARTHEST_KM) near.push({ city: other, kernel: Math.exp(-km / NEAR_KM) })
  }
  return near
}
