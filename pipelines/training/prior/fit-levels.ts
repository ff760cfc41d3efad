/**
 * Levels of all pairs of a country's cities, observed or not: an additive fit, plus residuals of
 * nearby pairs, plus the pair's own residual, weighted by its travellers.
 */
import { logFareAt } from '../../../models/prior/distance-curve'
import { pairCount, pairIndex } from '../../../models/prior/pair-index'
import { type AdditiveFit, fitAdditive, usualPairWeight, weightOf } from './additive-fit'
import type { FareTable } from './fare-table'
import { nearResiduals, type PairResiduals } from './near-pairs'
import { citySeasons, nationalSeason } from './seasons'

export type Levels = {
  /** Quarters that the level is a mean of, the last first. */
  readonly baseQuarters: readonly number[]
  /** By `pairIndex`: log fare of the base year. */
  readonly pairs: Float64Array
  /** By `pairIndex`: travellers a quarter over the last year; 0 where the pair was not observed. */
  readonly travellers: Float64Array
  /** Distance curve for an unknown city, at the base year. */
  readonly curve: readonly number[]
  readonly season: readonly number[]
  /** City x quarter of the year, added to `season`. */
  readonly citySeason: Float64Array
  /** Log of each observed quarter over the base year. */
  readonly quarterEffects: ReadonlyMap<number, number>
}

/** Travellers at which a pair's own residual weighs as much as its neighbours'. */
const OWN_SHRINK_TRAVELLERS = 25
/** Weight of a fare relative to one a quarter later. */
const OLDER_BY_QUARTER = 0.85

export function fitLevels(table: FareTable): Levels {
  const cities = table.cities.length
  const fit = fitAdditive(table, true)
  const curve = fitAdditive(table, false)
  const last = Math.max(...fit.quarterEffects.keys())
  const usual = usualPairWeight(table)
  const residuals = residualsOf(table, fit)

  const near = nearResiduals(pairResiduals(table, residuals), table.kilometres, cities, usual)
  const own = ownResiduals(table, residuals, last)
  const base = baseOf(fit, last)
  const pairs = new Float64Array(pairCount(cities))
  const travellers = new Float64Array(pairCount(cities))
  for (let b = 1; b < cities; b++) {
    for (let a = 0; a < b; a++) {
      const pair = pairIndex(a, b)
      const modelled = Number(near[pair])
      const weight = Number(own.weights[pair])
      const shrunk =
        (Number(own.sums[pair]) + OWN_SHRINK_TRAVELLERS * modelled) /
        (weight + OWN_SHRINK_TRAVELLERS)
      pairs[pair] = additive(fit, table, a, b) + base + shrunk
      travellers[pair] = Number(own.lastYear[pair])
    }
  }
  const curveBase = baseOf(curve, last)
  return {
    baseQuarters: [0, 1, 2, 3].map((back) => last - back).filter((q) => fit.quarterEffects.has(q)),
    pairs,
    travellers,
    curve: curve.terms.map((term, index) => (index === 0 ? term + curveBase : term)),
    season: nationalSeason(fit.quarterEffects),
    citySeason: citySeasons(table, fromPairMeans(table, residuals), usual),
    quarterEffects: new Map([...fit.quarterEffects].map(([quarter, at]) => [quarter, at - base])),
  }
}

/** Mean effect of the last year's quarters. */
function baseOf({ quarterEffects }: AdditiveFit, last: number): number {
  const year = [0, 1, 2, 3].flatMap((back) => quarterEffects.get(last - back) ?? [])
  return year.reduce((sum, effect) => sum + effect, 0) / year.length
}

function additive(
  { terms, cityEffects }: AdditiveFit,
  { kilometres, cities }: FareTable,
  a: number,
  b: number
): number {
  const distance = logFareAt(Number(kilometres[a * cities.length + b]), terms)
  return distance + Number(cityEffects[a]) + Number(cityEffects[b])
}

function residualsOf(table: FareTable, fit: AdditiveFit): Float64Array {
  return Float64Array.from(table.fare, (fare, row) => {
    const effect = fit.quarterEffects.get(Number(table.quarter[row])) ?? 0
    return (
      Math.log(fare) - effect - additive(fit, table, Number(table.a[row]), Number(table.b[row]))
    )
  })
}

function pairResiduals(table: FareTable, residuals: Float64Array): PairResiduals {
  const size = pairCount(table.cities.length)
  const [sums, weights] = [new Float64Array(size), new Float64Array(size)]
  for (let row = 0; row < residuals.length; row++) {
    const pair = pairIndex(Number(table.a[row]), Number(table.b[row]))
    const weight = weightOf(table, row)
    sums[pair] = Number(sums[pair]) + weight * Number(residuals[row])
    weights[pair] = Number(weights[pair]) + weight
  }
  return { sums, weights }
}

/** Weights quarters by their travellers, later ones more. */
function ownResiduals(table: FareTable, residuals: Float64Array, last: number) {
  const size = pairCount(table.cities.length)
  const [sums, weights] = [new Float64Array(size), new Float64Array(size)]
  const lastYear = new Float64Array(size)
  for (let row = 0; row < residuals.length; row++) {
    const pair = pairIndex(Number(table.a[row]), Number(table.b[row]))
    const age = last - Number(table.quarter[row])
    const passengers = Number(table.passengers[row])
    const weight = passengers * OLDER_BY_QUARTER ** age
    sums[pair] = Number(sums[pair]) + weight * Number(residuals[row])
    weights[pair] = Number(weights[pair]) + weight
    if (age < 4) lastYear[pair] = Number(lastYear[pair]) + passengers / 4
  }
  return { sums, weights, lastYear }
}

function fromPairMeans(table: FareTable, residuals: Float64Array): Float64Array {
  const { sums, weights } = pairResiduals(table, residuals)
  return residuals.map((residual, row) => {
    const pair = pairIndex(Number(table.a[row]), Number(table.b[row]))
    return residual - Number(sums[pair]) / (weights[pair] || 1)
  })
}
