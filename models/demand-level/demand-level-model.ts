/**
 * The port of the demand model: the level of a market's searches on a day, relative to the market's
 * own recent past. Medium is the market's usual level, so a quiet market has its own busy days.
 */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'

export const DEMAND_LEVELS = ['low', 'medium', 'high'] as const
export type DemandLevel = (typeof DEMAND_LEVELS)[number]

export type DemandPrediction = {
  /** The most likely level. */
  readonly level: DemandLevel
  /** They sum to 1. */
  readonly probabilities: Readonly<Record<DemandLevel, number>>
}

/** Undefined where the model cannot predict. */
export type DemandModel = ModelPort<FeatureRow, DemandPrediction | undefined>

/** Ties resolve to the lower level, so that an alert needs more than even odds. */
export function likeliest(probabilities: DemandPrediction['probabilities']): DemandLevel {
  const { low, medium, high } = probabilities
  if (high > medium && high > low) return 'high'
  return medium > low ? 'medium' : 'low'
}
