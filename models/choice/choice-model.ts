/** The port of the choice model: which offer of a slate is taken, and whether any is. */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'

/** One row an offer, in the order of the slate; made by `pipelines/features/choice/slate-features.ts`. */
export type SlateRows = readonly FeatureRow[]

export type ChoicePrediction = {
  /** That an offer is taken, given that one is; they sum to 1. */
  readonly probabilities: readonly number[]
  /** That the shopper leaves without any; undefined where the data told nothing of those who did. */
  readonly leaves: number | undefined
}

/** Its answer is undefined where a score is not finite, and for an empty slate. */
export type ChoiceModel = ModelPort<SlateRows, ChoicePrediction | undefined>
