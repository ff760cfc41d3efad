/**
 * The demand model that cannot fail: the level of the last day that was counted stays. It was right
 * that often on simulated markets as `npm run evaluate -- --model demand-level` prints for it.
 */
import type { FeatureRow } from '../runtime/features'
import { levelOf } from './demand-level'
import type { DemandModel, DemandPrediction } from './demand-level-model'
import { likeliest } from './demand-level-model'

/** Share of days on which the last day's level is right; the rest is even between the other two. */
const STAYS = 0.6

/** `reason` says why it stands in for the trained model. */
export function baselineDemand(reason: string): DemandModel {
  return { name: `baseline (${reason})`, predict: async (rows) => rows.map(lastLevel) }
}

/** Undefined without a counted day, or without a past to compare it with. */
export function lastLevel({ values }: FeatureRow): DemandPrediction | undefined {
  const ratio = values.searches_last_day_ratio
  if (typeof ratio !== 'number') return undefined
  const last = levelOf(ratio)
  const other = (1 - STAYS) / 2
  const chance = (level: typeof last) => (level === last ? STAYS : other)
  const probabilities = { low: chance('low'), medium: chance('medium'), high: chance('high') }
  return { level: likeliest(probabilities), probabilities }
}
