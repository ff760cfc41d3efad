/**
 * The fare model that cannot fail: what the market charged at the trip's days to departure, else the
 * departure's last fare, spread as widely as the market's offers are. It knows nothing of airlines,
 * stops or seasons, and has no answer where nothing was observed.
 */
import type { FeatureRow } from '../features'
import { toMinor } from '../money'
import type { FareModel, FarePrediction } from './fare-model'

/** Standard normal quantiles at `FARE_QUANTILES`. */
const NORMAL_QUANTILES = [-1.281552, -0.67449, 0, 0.67449, 1.281552]

/** `reason` says why it stands in for the trained model. */
export function baselineFare(reason: string): FareModel {
  return { name: `baseline (${reason})`, predict: async (rows) => rows.map(predictFare) }
}

/** Offers of a market spread about evenly in ratio, so the logarithm of a fare is taken as normal. */
export function predictFare({ currency, values }: FeatureRow): FarePrediction | undefined {
  const level = known(values.comparable_mean_fare) ?? known(values.departure_median_fare)
  const mean = known(values.historical_average_30d)
  const deviation = values.price_volatility
  if (level === undefined || mean === undefined || typeof deviation !== 'number') return undefined

  const logDeviation = Math.sqrt(Math.log1p((deviation / mean) ** 2))
  return {
    amountMinor: toMinor(level, currency),
    quantilesMinor: NORMAL_QUANTILES.map((z) =>
      toMinor(level * Math.exp(z * logDeviation), currency)
    ),
  }
}

function known(value: FeatureRow['values'][string]): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined
}
