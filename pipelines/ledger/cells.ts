/**
 * The ledger's sums. A cell counts the verdicts that are alike in market, model, days to departure,
 * measure, window and bin; cells only ever add up, so a figure over any of these is a sum of cells.
 * Money is counted as a share of the fare when it was asked: currencies and markets do not add.
 */

import { PRICE_LEVELS } from '../answers/evidence/price-level'
import { PROBABILITY_BINS, probabilityBin } from '../answers/evidence/probability-bins'
import { ALL_MARKETS } from '../answers/evidence/track-record'
import { ACTIONS } from '../events/claims'
import type { DaysOutGroup } from './groups'
import type { Measure, Verdict } from './verdict'

export type CellKey = {
  readonly market: string
  /** "" of a decision as a whole: over all models it spoke through. */
  readonly model: string
  readonly daysOut: DaysOutGroup
  readonly measure: Measure | 'decision'
  readonly horizonDays: number
  readonly bin: number
}

export type CellSums = {
  /** Settled verdicts. */
  readonly n: number
  readonly hits: number
  /** Of what was said: probabilities, confidences, levels of intervals. */
  readonly said: number
  /** Relative errors; of `paid`, shares of the fare that were saved against buying at once. */
  readonly total: number
  /** Of `paid`: shares that a clairvoyant would have saved. */
  readonly possible: number
  readonly censored: number
}

export type Cell = CellKey & CellSums

export type Settled = {
  readonly market: string
  readonly daysOut: DaysOutGroup
  readonly verdicts: readonly Verdict[]
  /** Of a decision whose last leg has closed. */
  readonly finished?: {
    readonly state: 'settled' | 'censored'
    readonly models: readonly string[]
  }
}

/** In the order first met. */
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
  for (const { market, daysOut, verdicts, finished } of settled) {
    for (const verdict of verdicts) {
      const { measure, model, horizonDays } = verdict
      const bin = binOf(verdict)
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
    case 'interval':
    case 'forecast':
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

/** What was paid is told apart by action and by confidence; without one it is in a bin of its own. */
const PAID_BINS = PROBABILITY_BINS + 1

function binOf({ measure, said, action, confidence, priceLevel }: Verdict): number {
  switch (measure) {
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

/** Undefined where the advice had no confidence. */
export function confidenceOfPaid(bin: number): number | undefined {
  const confidence = bin % PAID_BINS
  return confidence === PROBABILITY_BINS ? undefined : confidence
}
