/**
 * The baseline quote-validity model: a price changes at the daily rate of the market's prices at
 * similar days to departure, and a changed price follows a fixed distribution. It ignores other
 * prices observed since the quote. It needs no artifact, so it always answers.
 */
import type { FeatureRow, FeatureValue } from '../runtime/features'
import type { ChangeDistribution } from './change-distribution'
import type { QuoteValidityModel } from './quote-validity-model'

/**
 * Changes per day where nothing was observed: between the panels' 0.09 (low-cost) and 0.33 (full
 * service).
 */
const USUAL_CHANGES_PER_DAY = 0.15
/** Days of observation that weigh as much as the prior rate. */
const PRIOR_DAYS = 20

/**
 * Distribution of changes, from ARN-FRA 2019 (MIT), 12 hours apart. Three in four changes within a
 * month of departure are rises; half of the rises and half of the falls exceed a sixth.
 */
const EDGES = [-0.25, -0.1, -0.04, -0.005, 0.005, 0.04, 0.1, 0.25]
const MEANS = [-0.34, -0.16, -0.07, -0.02, 0, 0.02, 0.07, 0.16, 0.45]
const CHANGED = [0.06, 0.28, 0.05, 0.02, 0, 0.02, 0.05, 0.32, 0.2]

/** A row without an age belongs to no quote; a week is assumed. */
const UNKNOWN_AGE_HOURS = 168

/** `reason` states why the baseline answers instead of the trained model. */
export function baselineQuoteValidity(reason: string): QuoteValidityModel {
  return { name: `baseline (${reason})`, predict: async (rows) => rows.map(guessChange) }
}

export function guessChange({ values }: FeatureRow): ChangeDistribution {
  const ageHours = known(values.quote_age_hours) ?? UNKNOWN_AGE_HOURS
  const days = known(values.market_alike_days) ?? 0
  const seen = known(values.market_alike_changes_per_day) ?? 0
  const rate = (seen * days + USUAL_CHANGES_PER_DAY * PRIOR_DAYS) / (days + PRIOR_DAYS)
  const pSame = Math.exp((-rate * ageHours) / 24)
  const chances = CHANGED.map((share, bin) => (MEANS[bin] === 0 ? pSame : share * (1 - pSame)))
  return { edges: EDGES, means: MEANS, chances }
}

function known(value: FeatureValue): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined
}
