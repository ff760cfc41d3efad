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
    for (const [step, effect] of year.entries()) sums[step] = (sums[step] ?? 0) + effect - mean
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
    for (const [end, goal] of goals.entries()) seasons[end] = ((seasons[end] ?? 0) + goal) / 2
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
    const season = (table.quarter[row] ?? 0) % 4
    const a = (table.a[row] ?? 0) * 4 + season
    const b = (table.b[row] ?? 0) * 4 + season
    const weight = weightOf(table, row)
    const residual = residuals[row] ?? 0
    sums[a] = (sums[a] ?? 0) + weight * (residual - (seasons[b] ?? 0))
    sums[b] = (sums[b] ?? 0) + weight * (residual - (seasons[a] ?? 0))
    weights[a] = (weights[a] ?? 0) + weight
    weights[b] = (weights[b] ?? 0) + weight
  }
  return sums.map((sum, end) => sum / ((weights[end] ?? 0) + shrink))
}
