/**
 * The port of the demand model: how much a market is searched for on a day, against its own recent
 * past. Medium is what the market is used to: the level compares a market with itself, so that a
 * quiet market has its own busy days.
 */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'

export const DEMAND_LEVELS = ['low', 'medium', 'high'] as const
export type DemandLevel = (typeof DEMAND_LEVELS)[number]

export type DemandPrediction = {
  /** The likeliest. */
  readonly level: DemandLevel
  /** They sum to 1. */
  readonly probabilities: Readonly<Record<DemandLevel, number>>
}

/** Undefined where the model has no honest answer. */
export type DemandModel = ModelPort<FeatureRow, DemandPrediction | undefined>

/** Nearer to low on a tie, so that an alert needs more than a coin. */
export function likeliest(probabilities: DemandPrediction['probabilities']): DemandLevel {
  const { low, medium, high } = probabilities
  if (high > medium && high > low) return 'high'
  return medium > low ? 'medium' : 'low'
}
