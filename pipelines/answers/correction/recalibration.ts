/**
 * Corrections of the outlook, learned from settled answers (pipelines/ledger/recalibration), and how an
 * answer applies them. Values are logarithms of a later fare over the lowest fare at the decision, so
 * they hold in any currency and market of the account.
 */
import { z } from 'zod'
import { IsoDay } from '../../../models/airline/calendar'
import { interpolated } from '../../../models/statistics/isotonic'

/** Knots of a map that never decreases, ascending in `stated`. */
const Knots = z.array(z.strictObject({ stated: z.number(), observed: z.number() }))
export type Knots = z.infer<typeof Knots>

const ForecastCell = z.strictObject({
  horizonDays: z.int(),
  /** Group of days to departure at the decision; "all" where a group has too few settled answers. */
  daysOut: z.string(),
  /** Settled answers behind it. */
  n: z.int(),
  /** Weight of the model beside the last price; 0 returns the last price. */
  weight: z.number().min(0).max(1),
  /** Added to the blend: the median residual. */
  shift: z.number(),
  /** Added to the model's p10 and p90; 0 where the model's own interval proved better. */
  low: z.number(),
  high: z.number(),
})
export type ForecastCell = z.infer<typeof ForecastCell>

export const Recalibration = z.strictObject({
  schema: z.literal(1),
  /** Last UTC day of the decisions it was learned from. */
  until: IsoDay,
  /** Settled forecasts it was learned from. */
  n: z.int(),
  /** The model whose outputs it corrects; another version is left as it is. */
  model: z.string(),
  cells: z.array(ForecastCell),
  /** From the stated saving of waiting to the mean that waiting saved, as shares of the fare. */
  saving: Knots.nullable(),
  /** From a stated confidence to the share that was right, by action. */
  confidence: z.strictObject({ buy: Knots.nullable(), wait: Knots.nullable() }),
})
export type Recalibration = z.infer<typeof Recalibration>

/** The part of a recalibration that one answer uses; a recorded decision keeps it. */
export const AppliedRecalibration = Recalibration.omit({ schema: true, model: true })
export type AppliedRecalibration = z.infer<typeof AppliedRecalibration>

export function appliedTo(
  { cells, until, n, saving, confidence }: Recalibration,
  daysOut: string
): AppliedRecalibration {
  const mine = cells.filter((cell) => cell.daysOut === daysOut)
  const known = new Set(mine.map(({ horizonDays }) => horizonDays))
  const others = cells.filter((cell) => cell.daysOut === 'all' && !known.has(cell.horizonDays))
  return { until, n, cells: [...mine, ...others], saving, confidence }
}

export type RawForecast = {
  readonly fareMinor: number
  /** p10, p25, p50, p75, p90. */
  readonly quantilesMinor: readonly number[]
}

export const FORECAST_BASES = ['model', 'blend', 'last_price'] as const
export type ForecastBasis = (typeof FORECAST_BASES)[number]

export type CalibratedForecast = RawForecast & { readonly basis: ForecastBasis }

/**
 * Moves the point and the outer quantiles, and stretches the inner ones with them, so that p25 <=
 * expected <= p75 holds as p10 <= p90 does.
 */
export function calibratedForecast(
  raw: RawForecast,
  lastMinor: number,
  cell: ForecastCell | undefined
): CalibratedForecast {
  const [p10, p25, p50, p75, p90] = raw.quantilesMinor
  if (!cell || p10 === undefined || p25 === undefined || p50 === undefined) {
    return { ...raw, basis: 'model' }
  }
  if (p75 === undefined || p90 === undefined) return { ...raw, basis: 'model' }
  const { weight, shift, low, high } = cell
  const point = lastMinor * Math.exp(weight * Math.log(raw.fareMinor / lastMinor) + shift)
  const lower = Math.min(point, p10 * Math.exp(low))
  const upper = Math.max(point, p90 * Math.exp(high))
  const below = (value: number) => point - (point - lower) * shareOf(p50 - value, p50 - p10)
  const above = (value: number) => point + (upper - point) * shareOf(value - p50, p90 - p50)
  const quantilesMinor = [lower, below(p25), point, above(p75), upper].map(Math.round)
  return { fareMinor: Math.round(point), quantilesMinor, basis: basisOf(weight) }
}

/** Half-way where the model's own side has no width. */
function shareOf(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0.5
}

function basisOf(weight: number): ForecastBasis {
  if (weight === 0) return 'last_price'
  return weight === 1 ? 'model' : 'blend'
}

/** The stated value itself where nothing was learned. */
export function calibratedBy(knots: Knots | null, stated: number): number {
  if (!knots || knots.length === 0) return stated
  return interpolated(
    knots.map(({ stated: x, observed: y }) => [x, y] as const),
    stated
  )
}
