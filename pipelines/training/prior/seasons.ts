/**
 * Season: fares of a quarter of the year relative to the year, for all cities, and each city's
 * deviation.
 */
import { weightOf } from './additive-fit'
import type { FareTable } from './fare-table'

/** Log of quarter over year, the first quarter first; from years with all four quarters. */
export function nationalSeason(effects: ReadonlyMap<number, number>): readonly number[] {
  const sums = [0, 0, 0, 0]
  let years = 0
  for (const first of effects.keys()) {
    if (first % 4 !== 0) continue
    const year = [0, 1, 2, 3].map((step) => effects.get(first + step))
    if (!year.every((effect) => effect !== undefined)) continue
    const mean = year.reduce((sum, effect) => sum + effect / 4, 0)
    for (const [step, effect] of year.entries()) sums[step] = Number(sums[step]) + effect - mean
    years += 1
  }
  return sums.map((sum) => (years === 0 ? 0 : sum / years))
}

/** Sweeps over all cities, each taking half a step: neighbours share the same residuals. */
const SWEEPS = 8

/**
 * City x quarter of the year. `residuals` are those of rows, relative to the mean of their pair and
 * to the effect common to all pairs of the quarter; `shrink` is the prior weight of no season.
 */
export function citySeasons(
  table: FareTable,
  residuals: Float64Array,
  shrink: number
): Float64Array {
  const seasons = new Float64Array(table.cities.length * 4)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const goals = goalsBeside(seasons, table, residuals, shrink)
    for (const [end, goal] of goals.entries()) seasons[end] = (Number(seasons[end]) + goal) / 2
  }
  return seasons
}

/** Best season of each city given the current ones of the other cities. */
function goalsBeside(
  seasons: Float64Array,
  table: FareTable,
  residuals: Float64Array,
  shrink: number
): Float64Array {
  const [sums, weights] = [new Float64Array(seasons.length), new Float64Array(seasons.length)]
  for (let row = 0; row < residuals.length; row++) {
    const season = Number(table.quarter[row]) % 4
    const a = Number(table.a[row]) * 4 + season
    const b = Number(table.b[row]) * 4 + season
    const weight = weightOf(table, row)
    const residual = Number(residuals[row])
    sums[a] = Number(sums[a]) + weight * (residual - Number(seasons[b]))
    sums[b] = Number(sums[b]) + weight * (residual - Number(seasons[a]))
    weights[a] = Number(weights[a]) + weight
    weights[b] = Number(weights[b]) + weight
  }
  return sums.map((sum, end) => sum / (Number(weights[end]) + shrink))
}
