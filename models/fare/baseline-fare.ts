/**
 * The baseline fare model: the market's usual fare at the trip's days to departure, else the
 * departure's last fare, else the market's median, with the spread of the market's offers. It
 * ignores airlines, stops and seasons, and has no answer where few offers were observed.
 */

import { toMinor } from '../airline/money'
import type { FeatureRow, FeatureValue } from '../runtime/features'
import type { FareModel, FarePrediction } from './fare-model'

/** Standard normal quantiles at `FARE_QUANTILES`. */
const NORMAL_QUANTILES = [-1.281552, -0.67449, 0, 0.67449, 1.281552]

/**
 * With fewer offers, neither the spread of a market nor the level at a number of days to departure
 * is reliable.
 */
const MIN_OFFERS = 5
const MIN_COMPARABLE_OFFERS = 8

/**
 * Future offers are spread more widely than past ones: on Expedia by 1.1 to 1.3 up to 2022-07-20
 * and by 1.3 to 1.4 in the month after, for 80 % of them to lie within the outer quantiles.
 */
const STRAY = 1.3

/** `reason` states why the baseline answers instead of the trained model. */
export function baselineFare(reason: string): FareModel {
  return { name: `baseline (${reason})`, predict: async (rows) => rows.map(predictFare) }
}

/**
 * Offers of a market spread about evenly in ratio, so the logarithm of a fare is modelled as
 * normal.
 */
export function predictFare({ currency, values }: FeatureRow): FarePrediction | undefined {
  const offers = known(values.market_observations_30d) ?? 0
  const level = levelOf(values)
  const mean = known(values.historical_average_30d)
  const deviation = values.price_volatility
  if (offers < MIN_OFFERS || level === undefined || mean === undefined) return undefined
  if (typeof deviation !== 'number') return undefined

  const logDeviation = STRAY * Math.sqrt(Math.log1p((deviation / mean) ** 2) * (1 + 1 / offers))
  return {
    amountMinor: toMinor(level, currency),
    quantilesMinor: NORMAL_QUANTILES.map((z) =>
      toMinor(level * Math.exp(z * logDeviation), currency)
    ),
  }
}

function levelOf(values: FeatureRow['values']): number | undefined {
  const comparable = known(values.comparable_observations) ?? 0
  return (
    (comparable >= MIN_COMPARABLE_OFFERS ? known(values.comparable_mean_fare) : undefined) ??
    known(values.departure_median_fare) ??
    known(values.market_median_30d)
  )
}

function known(value: FeatureValue): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined
}
