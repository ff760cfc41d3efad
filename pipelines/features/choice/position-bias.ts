/**
 * Position bias: how much less an offer is chosen because of its position. Clicks and bookings at a
 * place over those expected from prices and times alone, relative to the first place. Sums only,
 * bounded.
 */

import type { ChoicePrediction } from '../../../models/choice/choice-model'
import { valueAt } from '../../../models/statistics/value-at'

/** All places from this one on are counted together. */
export const MOST_PLACES = 50
/** Choices that weigh as much as the prior of no bias. */
const PRIOR_CHOICES = 20

export type PositionBias = { readonly taken: Float64Array; readonly expected: Float64Array }

export function createPositionBias(): PositionBias {
  return { taken: new Float64Array(MOST_PLACES), expected: new Float64Array(MOST_PLACES) }
}

/** `probabilities` assume that all places are equally visible. */
export function observePlace(
  bias: PositionBias,
  taken: number,
  { probabilities }: ChoicePrediction,
  weight: number
): void {
  for (const [place, probability] of probabilities.entries()) {
    const at = Math.min(place, MOST_PLACES - 1)
    bias.expected[at] = valueAt(bias.expected, at) + weight * probability
    if (place === taken) bias.taken[at] = valueAt(bias.taken, at) + weight
  }
}

/** Visibility of a place; about 1 without data. Always above 0. */
export function propensity({ taken, expected }: PositionBias, place: number): number {
  const at = Math.min(place, MOST_PLACES - 1)
  return (valueAt(taken, at) + PRIOR_CHOICES) / (valueAt(expected, at) + PRIOR_CHOICES)
}

/** Expected choices of a slate shown in this order; they sum to 1. */
export function expectedWith(
  bias: PositionBias,
  { probabilities }: ChoicePrediction
): readonly number[] {
  const seen = probabilities.map((probability, place) => probability * propensity(bias, place))
  const total = seen.reduce((sum, each) => sum + each, 0)
  return seen.map((each) => each / total)
}
