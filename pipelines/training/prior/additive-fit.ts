/**
 * Log fare = distance curve + one effect a city + one effect a quarter, by weighted ridge regression.
 * A row weighs the square root of its travellers: a mean of many is closer to the level, but the
 * largest markets must not set the curve alone.
 */
import { DISTANCE_TERMS, distanceTerms } from '../../../models/prior/distance-curve'
import { solvePositiveDefinite } from '../../../models/statistics/cholesky'
import type { FareTable } from './fare-table'

export type AdditiveFit = {
  /** Coefficients of the distance curve. */
  readonly terms: readonly number[]
  /** Effect by city; 0 for a city without rows, and for all cities where they were excluded. */
  readonly cityEffects: Float64Array
  readonly quarterEffects: ReadonlyMap<number, number>
}

/** Ridge of a city's effect, in pairs of usual weight. */
const CITY_RIDGE_PAIRS = 0.5
const TERM_RIDGE = 1e-3

export function fitAdditive(table: FareTable, withCities: boolean): AdditiveFit {
  const quarters = [...new Set(table.quarter)].sort((a, b) => a - b)
  const cities = withCities ? table.cities.length : 0
  const firstQuarter = DISTANCE_TERMS + cities
  const equations = noEquations(firstQuarter + quarters.length)
  addRows(equations, table, { withCities, firstQuarter, quarters })
  const ridge = withCities ? CITY_RIDGE_PAIRS * usualPairWeight(table) : 0
  for (let unknown = 0; unknown < equations.size; unknown++) {
    const isCity = unknown >= DISTANCE_TERMS && unknown < firstQuarter
    grow(equations.matrix, unknown * equations.size + unknown, isCity ? ridge : TERM_RIDGE)
  }

  const solved = solvePositiveDefinite(equations.matrix, equations.right)
  const cityEffects = new Float64Array(table.cities.length)
  cityEffects.set(solved.subarray(DISTANCE_TERMS, firstQuarter))
  return {
    terms: Array.from(solved.subarray(0, DISTANCE_TERMS)),
    cityEffects,
    quarterEffects: new Map(
      quarters.map((quarter, index) => [quarter, Number(solved[firstQuarter + index])])
    ),
  }
}

export function weightOf(table: FareTable, row: number): number {
  return Math.sqrt(Number(table.passengers[row]))
}

/** Mean weight of a pair of cities over all its quarters. */
export function usualPairWeight(table: FareTable): number {
  const pairs = new Set<number>()
  let weight = 0
  for (let row = 0; row < table.fare.length; row++) {
    pairs.add(Number(table.a[row]) * table.cities.length + Number(table.b[row]))
    weight += weightOf(table, row)
  }
  return weight / Math.max(1, pairs.size)
}

type Equations = {
  readonly matrix: Float64Array
  readonly right: Float64Array
  readonly size: number
}

function noEquations(size: number): Equations {
  return { matrix: new Float64Array(size * size), right: new Float64Array(size), size }
}

type Columns = {
  readonly withCities: boolean
  readonly firstQuarter: number
  readonly quarters: readonly number[]
}

/** Unknowns are ordered as distance terms, cities, quarters; positions ascend within a row. */
function addRows(equations: Equations, table: FareTable, columns: Columns): void {
  const { withCities, firstQuarter, quarters } = columns
  const position = new Map(quarters.map((quarter, index) => [quarter, firstQuarter + index]))
  const touched = new Int32Array(DISTANCE_TERMS + (withCities ? 3 : 1)).map((_, at) => at)
  const values = new Float64Array(touched.length).fill(1)
  const termsOf = new Map<number, readonly number[]>()
  for (let row = 0; row < table.fare.length; row++) {
    const [a, b] = [Number(table.a[row]), Number(table.b[row])]
    const pair = a * table.cities.length + b
    const terms = termsOf.get(pair) ?? distanceTerms(Number(table.kilometres[pair]))
    termsOf.set(pair, terms)
    values.set(terms)
    if (withCities) {
      touched[DISTANCE_TERMS] = DISTANCE_TERMS + a
      touched[DISTANCE_TERMS + 1] = DISTANCE_TERMS + b
    }
    touched[touched.length - 1] = position.get(Number(table.quarter[row])) ?? firstQuarter
    addRow(equations, { touched, values }, Math.log(Number(table.fare[row])), weightOf(table, row))
  }
}

type SparseRow = { readonly touched: Int32Array; readonly values: Float64Array }

/** Fills only the lower triangle. */
function addRow(
  { matrix, right, size }: Equations,
  { touched, values }: SparseRow,
  target: number,
  weight: number
): void {
  for (let i = 0; i < touched.length; i++) {
    const row = Number(touched[i])
    const weighted = weight * Number(values[i])
    grow(right, row, weighted * target)
    for (let j = 0; j <= i; j++) {
      grow(matrix, row * size + Number(touched[j]), weighted * Number(values[j]))
    }
  }
}

function grow(values: Float64Array, at: number, by: number): void {
  values[at] = Number(values[at]) + by
}
