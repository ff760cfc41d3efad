/** Figures of a region's levels on held-out fares, beside plain rules. */
import { pairIndex } from '../../models/prior/pair-index'
import type { QuarterIndex } from '../../models/prior/price-index'
import { quarterText } from '../../models/prior/quarters'
import { type FareTable, quartersOf } from '../../pipelines/training/prior/fare-table'
import {
  type HoldOut,
  type LevelError,
  laterQuarterErrors,
  unseenPairErrors,
} from '../../pipelines/training/prior/level-errors'
import {
  type IntervalEntry,
  intervalOf,
  isCovered,
} from '../../pipelines/training/prior/prior-intervals'
import type { Metric } from '../training/kit/trainer'

export type RegionTest = {
  readonly name: string
  readonly table: FareTable
  readonly index: QuarterIndex | undefined
  /** Last quarters of fits whose later quarters are predicted, ascending; the last one is the test. */
  readonly cuts: readonly number[]
  readonly longestYears: number
  readonly fewestPassengers: number
}

export type RegionErrors = {
  readonly unseen: readonly LevelError[]
  readonly later: ReadonlyMap<number, readonly LevelError[]>
}

const FOLDS = 5
/** A fit for each would take minutes; two folds are 40 % of the pairs. */
const FOLDS_LATER = 2

export function errorsOf(
  test: RegionTest,
  seed: number,
  say: (text: string) => void
): RegionErrors {
  const { name, table, index, fewestPassengers, longestYears } = test
  const holdOut: HoldOut = { folds: FOLDS, seed, index, fewestPassengers }
  say(`${name}: ${FOLDS} fits without a fifth of the city pairs`)
  const unseen = unseenPairErrors(table, holdOut)
  const later = test.cuts.map((cut): [number, LevelError[]] => {
    say(`${name}: fits to ${quarterText(cut)}, tested on later quarters`)
    return [cut, laterQuarterErrors(table, { cut, longestYears, foldsOut: FOLDS_LATER }, holdOut)]
  })
  return { unseen, later: new Map(later) }
}

export function metricsOf(test: RegionTest, { unseen, later }: RegionErrors): Metric[] {
  const { from, to } = quartersOf(test.table)
  const metric = (
    split: string,
    model: string,
    errors: readonly LevelError[],
    covered: Covered
  ) => ({
    data: test.name,
    split,
    rows: errors.length,
    train_rows: test.table.fare.length - errors.length,
    model,
    values: { ...figures(errors), ...covered },
  })
  const span = `${quarterText(from)} to ${quarterText(to)}`
  const never = (['city_effects', 'distance'] as const).map((kind) => {
    const errors = unseen.filter((each) => each.kind === kind)
    const split = `city pairs never seen, 5 folds, ${span}`
    return metric(split, MODEL_NAMES[kind], errors, coverageByFold(errors))
  })
  const last = Math.max(...later.keys())
  const forward = (['observed_pair', 'city_effects'] as const).map((kind) => {
    const nextYear = (errors: readonly LevelError[]) =>
      errors.filter((each) => each.kind === kind && each.ageYears === 1)
    const errors = nextYear(later.get(last) ?? [])
    const before = [...later].filter(([cut]) => cut < last).flatMap(([, each]) => nextYear(each))
    const whose = kind === 'observed_pair' ? 'city pairs seen' : 'city pairs never seen'
    const split = `year after ${quarterText(last)}, ${whose}`
    return metric(split, MODEL_NAMES[kind], errors, coverageBy(errors, intervalOf(before)))
  })
  const first = Math.min(...later.keys())
  const longest = (later.get(first) ?? []).reduce(
    (most, { ageYears }) => Math.max(most, ageYears),
    0
  )
  const farthest = (later.get(first) ?? []).filter(
    ({ kind, ageYears }) => kind === 'city_effects' && ageYears === longest
  )
  return [
    ...never,
    ...forward,
    metric(
      `year after ${quarterText(last)}, city pairs seen`,
      'same quarter of the year before',
      yearBefore(
        test.table,
        (later.get(last) ?? []).filter(
          ({ kind, ageYears }) => kind === 'observed_pair' && ageYears === 1
        )
      ),
      {}
    ),
    metric(
      `year ${longest} after ${quarterText(first)}, city pairs never seen`,
      MODEL_NAMES.city_effects,
      farthest,
      coverageByFold(farthest)
    ),
  ]
}

const MODEL_NAMES = {
  observed_pair: 'prior, own fares of the pair',
  city_effects: 'prior, other pairs of the cities',
  distance: 'distance and season alone',
} as const

type Covered = Readonly<Record<string, number>>

function figures(errors: readonly LevelError[]): Record<string, number> {
  const absolute = ({ predicted, actual }: LevelError) => Math.abs(predicted - actual)
  const total = sum(errors, ({ actual }) => actual)
  const totalPaid = sum(errors, ({ actual, passengers }) => actual * passengers)
  return {
    wape: sum(errors, absolute) / total,
    wape_travellers: sum(errors, (each) => absolute(each) * each.passengers) / totalPaid,
    bias: sum(errors, ({ predicted, actual }) => predicted - actual) / total,
  }
}

/** Covers each fold by the interval of the others. */
function coverageByFold(errors: readonly LevelError[]): Covered {
  const folds = [...new Set(errors.map(({ fold }) => fold))]
  const intervals = new Map(
    folds.map((fold) => [fold, intervalOf(errors.filter((each) => each.fold !== fold))])
  )
  return shareCovered(errors, (error) => intervals.get(error.fold))
}

function coverageBy(errors: readonly LevelError[], interval: IntervalEntry | undefined): Covered {
  return shareCovered(errors, () => interval)
}

function shareCovered(
  errors: readonly LevelError[],
  intervalFor: (error: LevelError) => IntervalEntry | undefined
): Covered {
  const covered = errors.filter((error) => {
    const interval = intervalFor(error)
    return interval !== undefined && isCovered(error, interval)
  })
  const paid = ({ passengers }: LevelError) => passengers
  return {
    coverage80: covered.length / errors.length,
    coverage80_travellers: sum(covered, paid) / sum(errors, paid),
  }
}

function yearBefore(table: FareTable, errors: readonly LevelError[]): LevelError[] {
  const fares = new Map<string, number>()
  for (let row = 0; row < table.fare.length; row++) {
    const pair = pairIndex(table.a[row] ?? 0, table.b[row] ?? 0)
    fares.set(`${pair} ${table.quarter[row]}`, table.fare[row] ?? 0)
  }
  return errors.flatMap((error) => {
    const predicted = fares.get(`${error.pair} ${error.quarter - 4}`)
    return predicted === undefined ? [] : [{ ...error, predicted }]
  })
}

function sum(errors: readonly LevelError[], value: (error: LevelError) => number): number {
  return errors.reduce((total, error) => total + value(error), 0)
}
