/**
 * The baseline outlook: the fare stays as it is, with the spread of the market's recent fare
 * movements at the same days to departure. It counts how often fares fell by 5 %, so it states the
 * probability of that and, decaying, of larger falls; it has no estimate for waiting, so it never
 * advises a wait.
 */
import type { FeatureRow } from '../runtime/features'
import {
  DROP_SHARES,
  type HorizonOutlook,
  OUTLOOK_HORIZONS,
  type Outlook,
  type OutlookModel,
  type OutlookQuestion,
} from './outlook-model'

/** Standard normal quantiles at `OUTLOOK_QUANTILES`. */
const NORMAL_QUANTILES = [-1.281552, -0.67449, 0, 0.67449, 1.281552]

/** The fall that `curve_falls_*` counts. */
const COUNTED_FALL = 0.05
/**
 * In the low-cost panel before 2016-02-20, 37 % of fares fell by 5 % within a week, 24 % by 20 %, 9
 * % by 30 % and 0.8 % by half. exp(-((share - 5 %) / 20 %)^2) approximates that decay with 37, 21,
 * 8 and 0.2.
 */
const FADES_OVER = 0.2

/** `reason` states why the baseline answers instead of the trained model. */
export function baselineOutlook(reason: string): OutlookModel {
  return {
    name: `baseline (${reason})`,
    predict: async (questions) => questions.map(predictOutlook),
  }
}

/** Returns undefined on the day of departure, and where the market's movements are unknown. */
export function predictOutlook({
  row,
  lowestMinor,
  daysToDeparture,
}: OutlookQuestion): Outlook | undefined {
  const week = known(row, 'curve_change_spread_7d') ?? known(row, 'curve_change_spread_3d')
  if (daysToDeparture < 1 || week === undefined) return undefined
  return {
    lowestMinor,
    daysToDeparture,
    horizons: OUTLOOK_HORIZONS.filter((days) => days <= daysToDeparture).map((days) =>
      unchanged(row, lowestMinor, days, week)
    ),
    drops: OUTLOOK_HORIZONS.map((_, at) => dropsUpTo(row, at)),
    waits: undefined,
  }
}

/** Beyond the horizons of the curve, variance grows as that of a random walk. */
function unchanged(
  row: FeatureRow,
  lowestMinor: number,
  days: number,
  week: number
): HorizonOutlook {
  const spread = known(row, `curve_change_spread_${days}d`) ?? week * Math.sqrt(days / 7)
  return {
    days,
    fareMinor: lowestMinor,
    quantilesMinor: NORMAL_QUANTILES.map((z) => Math.round(lowestMinor * Math.exp(z * spread))),
  }
}

/** Takes the greatest share counted up to this horizon: more days never lower a probability. */
function dropsUpTo(row: FeatureRow, at: number): number[] {
  const counted = OUTLOOK_HORIZONS.slice(0, at + 1).map((days) =>
    known(row, `curve_falls_${days}d`)
  )
  const falls = Math.max(0, ...counted.map((share) => share ?? 0))
  return DROP_SHARES.map((share) => {
    const beyond = Math.max(0, share - COUNTED_FALL) / FADES_OVER
    return falls * Math.exp(-beyond * beyond)
  })
}

function known({ values }: FeatureRow, name: string): number | undefined {
  const value = values[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
