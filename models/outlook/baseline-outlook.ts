/**
 * The outlook that cannot fail: the fare stays as it is, spread as widely as the market's fares moved
 * of late from these days to departure. It knows how often fares fell by 5 %, so it tells the chance
 * of that and, fading, of greater falls; it knows nothing of stopping, so it never advises a wait.
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

/** What `curve_falls_*` counts. */
const COUNTED_FALL = 0.05
/**
 * In the low-cost panel before 2016-02-20, 37 % of fares fell by 5 % within a week, 24 % by 20 %, 9 %
 * by 30 % and 0.8 % by half: as exp(-((share - 5 %) / 20 %)^2) goes, which says 37, 21, 8 and 0.2.
 */
const FADES_OVER = 0.2

/** `reason` says why it stands in for the trained model. */
export function baselineOutlook(reason: string): OutlookModel {
  return {
    name: `baseline (${reason})`,
    predict: async (questions) => questions.map(predictOutlook),
  }
}

/** Undefined on the day, and where the market's movements are not known. */
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

/** Beyond what the curve tells, movements add up as those of a random walk do. */
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

/** The greatest of the shares told up to this horizon: more days never lower a chance. */
function dropsUpTo(row: FeatureRow, at: number): number[] {
  const told = OUTLOOK_HORIZONS.slice(0, at + 1).map((days) => known(row, `curve_falls_${days}d`))
  const falls = Math.max(0, ...told.map((share) => share ?? 0))
  return DROP_SHARES.map((share) => {
    const beyond = Math.max(0, share - COUNTED_FALL) / FADES_OVER
    return falls * Math.exp(-beyond * beyond)
  })
}

function known({ values }: FeatureRow, name: string): number | undefined {
  const value = values[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
