/**
 * The port of the choice model: the probability of each offer of a slate being taken, and of none.
 */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'

/**
 * One row per offer, in the order of the slate; built by
 * `pipelines/features/choice/slate-features.ts`.
 */
export type SlateRows = readonly FeatureRow[]

export type ChoicePrediction = {
  /** Probability of each offer given that one is taken; they sum to 1. */
  readonly probabilities: readonly number[]
  /**
   * Probability that the shopper takes no offer; undefined where the training data has no such
   * shoppers.
   */
  readonly leaves: number | undefined
}

/** Undefined where a score is not finite, and for an empty slate. */
export type ChoiceModel = ModelPort<SlateRows, ChoicePrediction | undefined>
