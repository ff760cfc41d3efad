/**
 * Errors of levels on fares excluded from their fit: held-out pairs of cities, quarters after the
 * last one fitted, and both at once.
 */
import { logFareAt } from '../../../models/prior/distance-curve'
import { pairIndex } from '../../../models/prior/pair-index'
import { indexedBy, type QuarterIndex } from '../../../models/prior/price-index'
import type { PriorKind } from '../../../models/prior/prior-manifest'
import { type FareTable, rowsWhere } from './fare-table'
import { fitLevels, type Levels } from './fit-levels'

export type LevelError = {
  readonly kind: PriorKind
  /** Years after the last quarter fitted, rounded up; 0 within the fitted quarters. */
  readonly ageYears: number
  readonly fold: number
  readonly quarter: number
  /** Pair of cities, by `pairIndex`. */
  readonly pair: number
  readonly predicted: number
  readonly actual: number
  readonly passengers: number
}

export type HoldOut = {
  readonly folds: number
  readonly seed: number
  readonly index: QuarterIndex | undefined
  /** Rows with fewer travellers are means of too few tickets to judge a level by. */
  readonly fewestPassengers: number
}

export type Cut = {
  /** Last quarter that is fitted. */
  readonly cut: number
  readonly longestYears: number
  readonly foldsOut: number
}

/** Fold of a pair, by a multiplicative hash: neighbours in the table are in different folds. */
export function foldOf(pair: number, { folds, seed }: Pick<HoldOut, 'folds' | 'seed'>): number {
  const mixed = Math.imul(pair ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b) >>> 0
  return Math.floor((mixed / 2 ** 32) * folds)
}

/** Predicts each pair once by a fit without it, for the quarters fitted on the others. */
export function unseenPairErrors(table: FareTable, holdOut: HoldOut): LevelError[] {
  return folds(holdOut).flatMap((fold) => {
    const levels = fitLevels(
      rowsWhere(table, (row) => foldOf(pairOf(table, row), holdOut) !== fold)
    )
    const rows = testRows(table, holdOut, (row) => foldOf(pairOf(table, row), holdOut) === fold)
    return rows.flatMap((row) => bothKinds(table, levels, row, { fold, ageYears: 0 }, holdOut))
  })
}

/**
 * Predicts quarters after the cut: for fitted pairs, and for the pairs of the first `foldsOut`
 * folds, each held out of a fit of its own.
 */
export function laterQuarterErrors(
  table: FareTable,
  { cut, longestYears, foldsOut }: Cut,
  holdOut: HoldOut
): LevelError[] {
  const later = (row: number) =>
    ageOf(table, row, cut) > 0 && ageOf(table, row, cut) <= longestYears
  const before = rowsWhere(table, (row) => Number(table.quarter[row]) <= cut)
  const levels = fitLevels(before)
  const seen = testRows(table, holdOut, later)
    .filter((row) => Number(levels.travellers[pairOf(table, row)]) > 0)
    .map((row) => {
      const place = { fold: foldOf(pairOf(table, row), holdOut), ageYears: ageOf(table, row, cut) }
      return errorOf(
        table,
        row,
        pairLevel(table, levels, row, holdOut.index),
        'observed_pair',
        place
      )
    })
  const unseen = folds(holdOut)
    .slice(0, foldsOut)
    .flatMap((fold) => {
      const isOut = (row: number) => foldOf(pairOf(table, row), holdOut) === fold
      const fitted = fitLevels(
        rowsWhere(table, (row) => Number(table.quarter[row]) <= cut && !isOut(row))
      )
      return testRows(table, holdOut, (row) => later(row) && isOut(row)).flatMap((row) =>
        bothKinds(table, fitted, row, { fold, ageYears: ageOf(table, row, cut) }, holdOut)
      )
    })
  return [...seen, ...unseen]
}

function folds({ folds: count }: HoldOut): number[] {
  return Array.from({ length: count }, (_, fold) => fold)
}

function testRows(table: FareTable, holdOut: HoldOut, keep: (row: number) => boolean): number[] {
  return Array.from(table.fare.keys()).filter(
    (row) => Number(table.passengers[row]) >= holdOut.fewestPassengers && keep(row)
  )
}

function ageOf(table: FareTable, row: number, cut: number): number {
  return Math.ceil((Number(table.quarter[row]) - cut) / 4)
}

function pairOf(table: FareTable, row: number): number {
  return pairIndex(Number(table.a[row]), Number(table.b[row]))
}

type Place = Pick<LevelError, 'fold' | 'ageYears'>

function bothKinds(
  table: FareTable,
  levels: Levels,
  row: number,
  place: Place,
  { index }: HoldOut
): LevelError[] {
  return [
    errorOf(table, row, pairLevel(table, levels, row, index), 'city_effects', place),
    errorOf(table, row, curveLevel(table, levels, row, index), 'distance', place),
  ]
}

function pairLevel(
  table: FareTable,
  levels: Levels,
  row: number,
  index: QuarterIndex | undefined
): number {
  const season = Number(table.quarter[row]) % 4
  const ofCities = [table.a, table.b].reduce(
    (sum, cities) => sum + Number(levels.citySeason[Number(cities[row]) * 4 + season]),
    0
  )
  return (
    Number(levels.pairs[pairOf(table, row)]) + ofCities + quarterLevel(table, levels, row, index)
  )
}

function curveLevel(
  table: FareTable,
  levels: Levels,
  row: number,
  index: QuarterIndex | undefined
): number {
  const [a, b] = [Number(table.a[row]), Number(table.b[row])]
  const km = Number(table.kilometres[a * table.cities.length + b])
  return logFareAt(km, levels.curve) + quarterLevel(table, levels, row, index)
}

/** Uses the effect of a fitted quarter, and season and index for a later one. */
function quarterLevel(
  table: FareTable,
  { quarterEffects, season, baseQuarters }: Levels,
  row: number,
  index: QuarterIndex | undefined
): number {
  const quarter = Number(table.quarter[row])
  const known = quarterEffects.get(quarter)
  if (known !== undefined) return known
  return Number(season[quarter % 4]) + indexedBy(index, baseQuarters, quarter)
}

function errorOf(
  table: FareTable,
  row: number,
  logLevel: number,
  kind: PriorKind,
  place: Place
): LevelError {
  return {
    ...place,
    kind,
    quarter: Number(table.quarter[row]),
    pair: pairOf(table, row),
    predicted: Math.exp(logLevel),
    actual: Number(table.fare[row]),
    passengers: Number(table.passengers[row]),
  }
}
