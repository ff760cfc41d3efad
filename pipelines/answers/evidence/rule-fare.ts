/**
 * The plain rule for the fare of a trip: the median offer of its market, cabin and trip kind in the
 * last 30 days, with the quantiles of those offers. A model answers a plain question only where
 * the ledger shows that it is nearer to the fares observed later than this rule.
 */
import { FARE_QUANTILES, type FarePrediction } from '../../../models/fare/fare-model'
import { quantileOf } from '../../../models/statistics/quantile'
import type { FareGroupSnapshot } from '../../market/snapshot'

/** The name under which the rule answers. */
export const RULE = 'baseline (not-proven)'

/** Returns undefined when no offer was observed in 30 days. */
export function ruleFare({ windows }: FareGroupSnapshot): FarePrediction | undefined {
  const offers = windows['30d']
  if (!offers || offers.count === 0) return undefined
  const quantiles = FARE_QUANTILES.map((share) => quantileOf(offers.gridMinor, share))
  const median = quantileOf(offers.gridMinor, 0.5)
  if (median === undefined || quantiles.includes(undefined)) return undefined
  return {
    amountMinor: Math.round(median),
    quantilesMinor: quantiles.map((value) => Math.round(value ?? median)),
  }
}
