/**
 * Sums over the ledger's verdicts. A cell counts the verdicts of one market, model, group of days
 * to departure, measure, window and bin; cells are additive, so a figure over any of these is a sum
 * of cells. Money is counted as a share of the fare at the time of the decision: amounts of
 * different currencies and markets do not add.
 */

import type { Cabin } from '../../models/airline/trip'
import { tripBin } from '../../models/airline/trip-bins'
import { PRICE_LEVELS } from '../answers/evidence/price-level'
import { PROBABILITY_BINS, probabilityBin } from '../answers/evidence/probability-bins'
import { ALL_MARKETS } from '../answers/evidence/track-record'
import { ACTIONS } from '../events/claims'
import type { DaysOutGroup } from './groups'
import type { Measure, Verdict } from './verdict'

export type CellKey = {
  readonly market: string
  /** "" for a decision as a whole, over all models that contributed. */
  readonly model: string
  readonly daysOut: DaysOutGroup
  readonly measure: Measure | 'decision'
  readonly horizonDays: number
  readonly bin: number
}

export type CellSums = {
  /** Number of settled verdicts. */
  readonly n: number
  readonly hits: number
  /** Sum of the stated values: probabilities, confidences, levels of intervals. */
  readonly said: number
  /**
   * Sum of relative errors; for `paid`, of savings against buying at once, as shares of the fare.
   */
  readonly total: number
  /**
   * For `paid`: sum of the shares that a clairvoyant would have saved; for `interval`: sum of the
   * relative errors of the plain rule, or of the model where the claim states no rule.
   */
  readonly possible: number
  readonly censored: number
}

export type Cell = CellKey & CellSums

export type Settled = {
  readonly market: string
  /** The fares that the claims are about. */
  readonly fares?: { readonly cabin: Cabin; readonly roundTrip: boolean } | undefined
  readonly daysOut: DaysOutGroup
  readonly verdicts: readonly Verdict[]
  /** Set for a decision whose last due claim has closed. */
  readonly finished?: {
    readonly state: 'settled' | 'censored'
    readonly models: readonly string[]
  }
}

/** Cells in order of first occurrence. */
export function cellsOf(settled: readonly Settled[]): Cell[] {
  const cells = new Map<string, Cell>()
  const add = (cell: Cell) => {
    for (const market of [cell.market, ALL_MARKETS]) {
      const { model, daysOut, measure, horizonDays, bin } = cell
      const key = JSON.stringify([market, model, daysOut, measure, horizonDays, bin])
      const before = cells.get(key)
      cells.set(key, before ? sumOf(before, cell) : { ...cell, market })
    }
  }
  for (const { market, fares, daysOut, verdicts, finished } of settled) {
    for (const verdict of verdicts) {
      const { measure, model, horizonDays } = verdict
      const bin = binOf(verdict, fares)
      add({ market, model, daysOut, measure, horizonDays, bin, ...sumsOf(verdict) })
    }
    for (const model of finished ? ['', ...finished.models] : []) {
      const sums = finished?.state === 'settled' ? { ...NOTHING, n: 1 } : CENSORED
      add({ market, model, daysOut, measure: 'decision', horizonDays: 0, bin: 0, ...sums })
    }
  }
  return [...cells.values()]
}

const NOTHING: CellSums = { n: 0, hits: 0, said: 0, total: 0, possible: 0, censored: 0 }
const CENSORED: CellSums = { ...NOTHING, censored: 1 }

export function sumOf<Sums extends CellSums>(a: Sums, b: CellSums): Sums {
  return {
    ...a,
    n: a.n + b.n,
    hits: a.hits + b.hits,
    said: a.said + b.said,
    total: a.total + b.total,
    possible: a.possible + b.possible,
    censored: a.censored + b.censored,
  }
}

function sumsOf(verdict: Verdict): CellSums {
  if (verdict.state === 'censored') return CENSORED
  const one = { ...NOTHING, n: 1, hits: Number(verdict.hit === true) }
  const { measure, said = 0, level = 0, realisedMinor = 0 } = verdict
  switch (measure) {
    case 'interval': {
      const total = Math.abs(said - realisedMinor) / realisedMinor
      const { ruleMinor = said } = verdict
      const possible = Math.abs(ruleMinor - realisedMinor) / realisedMinor
      return { ...one, said: level, total, possible }
    }
    case 'forecast':
    case 'rule':
      return { ...one, said: level, total: Math.abs(said - realisedMinor) / realisedMinor }
    case 'drop':
    case 'advice':
      return { ...one, said }
    case 'level':
      return one
    case 'paid': {
      const { nowMinor = 0, clairvoyantMinor = 0 } = verdict
      return {
        ...one,
        total: (nowMinor - realisedMinor) / nowMinor,
        possible: (nowMinor - clairvoyantMinor) / nowMinor,
      }
    }
  }
}

/**
 * `paid` is split by action and by confidence; advice without a confidence has a bin of its own.
 */
const PAID_BINS = PROBABILITY_BINS + 1

function binOf(
  { measure, said, action, confidence, priceLevel }: Verdict,
  fares: Settled['fares']
): number {
  switch (measure) {
    case 'interval':
    case 'rule':
      return fares ? tripBin(fares) : 0
    case 'drop':
    case 'advice':
      return said === undefined ? 0 : probabilityBin(said)
    case 'level':
      return priceLevel ? PRICE_LEVELS.indexOf(priceLevel) : 0
    case 'paid': {
      const place = action ? ACTIONS.indexOf(action) : 0
      return (
        place * PAID_BINS +
        (confidence === undefined ? PROBABILITY_BINS : probabilityBin(confidence))
      )
    }
    default:
      return 0
  }
}

export function actionOfPaid(bin: number): (typeof ACTIONS)[number] | undefined {
  return ACTIONS[Math.floor(bin / PAID_BINS)]
}

/** Returns undefined for advice without a confidence. */
export function confidenceOfPaid(bin: number): number | undefined {
  const confidence = bin % PAID_BINS
  return confidence === PROBABILITY_BINS ? undefined : confidence
}
