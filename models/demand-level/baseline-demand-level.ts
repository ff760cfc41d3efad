/**
 * The baseline demand model: the level of the last counted day persists. `npm run evaluate --
 * --model demand-level` prints how often that is right on simulated markets. It needs no artifact,
 * so it always answers.
 */
import type { FeatureRow } from '../runtime/features'
import { levelOf } from './demand-level'
import type { DemandModel, DemandPrediction } from './demand-level-model'
import { likeliest } from './demand-level-model'

/**
 * Share of days on which the last day's level persists; the rest is split evenly between the other
 * two.
 */
const STAYS = 0.6

/** `reason` states why the baseline answers instead of the trained model. */
export function baselineDemand(reason: string): DemandModel {
  return { name: `baseline (${reason})`, predict: async (rows) => rows.map(lastLevel) }
}

/** Returns undefined without a counted day, or without a past to compare it with. */
export function lastLevel({ values }: FeatureRow): DemandPrediction | undefined {
  const ratio = values.searches_last_day_ratio
  if (typeof ratio !== 'number') return undefined
  const last = levelOf(ratio)
  const other = (1 - STAYS) / 2
  const chance = (level: typeof last) => (level === last ? STAYS : other)
  const probabilities = { low: chance('low'), medium: chance('medium'), high: chance('high') }
  return { level: likeliest(probabilities), probabilities }
}
