/**
 * How much less is taken only because it stands lower: clicks and bookings at a place over those
 * expected there from prices and times alone, beside the first place. Sums only, bounded.
 */
import type { ChoicePrediction } from '../../../models/choice/choice-model'

/** Places from this on count as one. */
export const MOST_PLACES = 50
/** Choices a place needs to outweigh the thought that it is as good as the first. */
const PRIOR_CHOICES = 20

export type PositionBias = { readonly taken: Float64Array; readonly expected: Float64Array }

export function createPositionBias(): PositionBias {
  return { taken: new Float64Array(MOST_PLACES), expected: new Float64Array(MOST_PLACES) }
}

/** `probabilities` are what would be taken were all seen alike. */
export function observePlace(
  bias: PositionBias,
  taken: number,
  { probabilities }: ChoicePrediction,
  weight: number
): void {
  for (const [place, probability] of probabilities.entries()) {
    const at = Math.min(place, MOST_PLACES - 1)
    bias.expected[at] = (bias.expected[at] ?? 0) + weight * probability
    if (place === taken) bias.taken[at] = (bias.taken[at] ?? 0) + weight
  }
}

/** How well a place is seen; about 1 where nothing is known. Above 0. */
export function propensity({ taken, expected }: PositionBias, place: number): number {
  const at = Math.min(place, MOST_PLACES - 1)
  return ((taken[at] ?? 0) + PRIOR_CHOICES) / ((expected[at] ?? 0) + PRIOR_CHOICES)
}

/** What is expected to be taken of a slate shown in this order; sums to 1. */
export function expectedWith(
  bias: PositionBias,
  { probabilities }: ChoicePrediction
): readonly number[] {
  const seen = probabilities.map((probability, place) => probability * propensity(bias, place))
  const total = seen.reduce((sum, each) => sum + each, 0)
  return seen.map((each) => each / total)
}
