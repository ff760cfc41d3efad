/**
 * One cell of a recalibration: fitted on the earlier settled answers, kept where it is better on the later
 * ones by an interval that excludes 0, then fitted on all. Where the model does not beat the last price
 * the weight is 0 and the last price is returned.
 */
import { pairedInterval } from '../../../models/statistics/paired-interval'
import { quantileOf } from '../../../models/statistics/quantile'
import type { ForecastCell } from '../../answers/correction/recalibration'
import type { ForecastSample } from './settled-forecasts'

/** Fewer settled answers give no reliable tenth. */
export const FEWEST_SAMPLES = 200
/** Share of the answers, by day, that a correction is fitted on before it is judged. */
const FITTED_SHARE = 0.7
const WEIGHTS = [0.25, 0.5, 0.75, 1] as const
/** Share of outcomes outside the interval, half on each side. */
const MISSES = 0.2

type Correction = Pick<ForecastCell, 'weight' | 'shift' | 'low' | 'high'>
const LAST_PRICE = { weight: 0, shift: 0 } as const

/** Undefined with fewer samples than FEWEST_SAMPLES, or too few departures to judge. */
export function fitForecastCell(
  samples: readonly ForecastSample[],
  horizonDays: number,
  daysOut: string
): ForecastCell | undefined {
  if (samples.length < FEWEST_SAMPLES) return undefined
  const days = samples.map(({ day }) => day).sort((a, b) => a - b)
  const cut = days[Math.floor(days.length * FITTED_SHARE)] ?? 0
  // A sample is known when its horizon is over: later ones must not teach what is judged on them.
  const earlier = samples.filter(({ day }) => day + horizonDays <= cut)
  const later = samples.filter(({ day }) => day > cut)
  const first = earlier.length > 0 ? correctionOf(earlier) : undefined
  if (!first) return undefined
  const point = isBetter(later, (sample) => pointError(sample, first), lastPriceError)
  const interval = isBetter(
    later,
    (sample) => intervalScore(sample, first),
    (sample) => intervalScore(sample, { low: 0, high: 0 })
  )
  if (point === undefined || interval === undefined) return undefined
  const all = correctionOf(samples)
  return {
    horizonDays,
    daysOut,
    n: samples.length,
    ...(point ? { weight: all.weight, shift: all.shift } : LAST_PRICE),
    ...(interval ? { low: all.low, high: all.high } : { low: 0, high: 0 }),
  }
}

/** The weight with the least relative error, its median residual, and one-sided conformal shifts. */
function correctionOf(samples: readonly ForecastSample[]): Correction {
  const points = WEIGHTS.map((weight) => {
    const residuals = samples.map(({ point, actual }) => actual - weight * point)
    const shift =
      quantileOf(
        residuals.sort((a, b) => a - b),
        0.5
      ) ?? 0
    const error = samples.reduce((sum, each) => sum + pointError(each, { weight, shift }), 0)
    return { weight, shift, error }
  })
  const [best = { ...LAST_PRICE, error: 0 }] = points.toSorted((a, b) => a.error - b.error)
  const below = samples.map(({ low, actual }) => low - actual)
  const above = samples.map(({ high, actual }) => actual - high)
  return {
    weight: best.weight,
    shift: best.shift,
    low: -conformal(below),
    high: conformal(above),
  }
}

/** The order statistic that covers the next outcome with probability 1 - MISSES / 2 (Vovk et al. 2005). */
function conformal(scores: readonly number[]): number {
  const rank = Math.ceil((scores.length + 1) * (1 - MISSES / 2))
  return scores.toSorted((a, b) => a - b)[Math.min(rank, scores.length) - 1] ?? 0
}

/** Relative error of the fare. */
function pointError(
  { point, actual }: ForecastSample,
  { weight, shift }: Pick<Correction, 'weight' | 'shift'>
): number {
  return Math.abs(Math.expm1(weight * point + shift - actual))
}

function lastPriceError(sample: ForecastSample): number {
  return pointError(sample, LAST_PRICE)
}

/** Winkler's interval score: the width, and 2 / MISSES times the distance of a miss. */
function intervalScore(
  { low, high, actual }: ForecastSample,
  shifts: Pick<Correction, 'low' | 'high'>
): number {
  const [from, to] = [low + shifts.low, Math.max(low + shifts.low, high + shifts.high)]
  const miss = Math.max(0, from - actual, actual - to)
  return to - from + (2 / MISSES) * miss
}

/** Undefined with too few departures for an interval. */
function isBetter(
  samples: readonly ForecastSample[],
  own: (sample: ForecastSample) => number,
  other: (sample: ForecastSample) => number
): boolean | undefined {
  const units = Map.groupBy(samples, ({ unit }) => unit)
  const found = pairedInterval(
    [...units.values()].map((mine) => ({
      n: mine.length,
      difference: mine.reduce((sum, each) => sum + own(each) - other(each), 0),
    }))
  )
  return found && found.high < 0
}
