/**
 * Distribution of a price's change since it was observed, as shares of that price: probabilities of
 * bins between ascending edges, with one bin around 0 for "the same price". A tolerance may end
 * anywhere, so probabilities are available at any edge: within a bin, density is uniform in the
 * logarithm of the price.
 */
import { valueAt } from '../statistics/value-at'
export type ChangeDistribution = {
  /**
   * Inner edges of the relative change, ascending; there is one more bin than edges. No edge lies
   * at 0.
   */
  readonly edges: readonly number[]
  /** Probability of each bin; they sum to 1. */
  readonly chances: readonly number[]
  /** Mean relative change in each bin of the training data. */
  readonly means: readonly number[]
}

/**
 * Limits of the outer bins: fares fall to a third or rise to four times their value, seldom
 * further.
 */
const LOWEST = -0.67
const HIGHEST = 3

/** Probability that the change is within both bounds, inclusive; `lower <= 0 <= upper`. */
export function chanceWithin(
  { edges, chances }: ChangeDistribution,
  lower: number,
  upper: number
): number {
  let within = 0
  for (const [bin, chance] of chances.entries()) {
    const from = edges[bin - 1] ?? LOWEST
    const to = edges[bin] ?? HIGHEST
    within += chance * (from < 0 && to > 0 ? 1 : shareOf(from, to, lower, upper))
  }
  return Math.min(1, Math.max(0, within))
}

export function expectedChange({ chances, means }: ChangeDistribution): number {
  return chances.reduce((sum, chance, bin) => sum + chance * valueAt(means, bin), 0)
}

function shareOf(from: number, to: number, lower: number, upper: number): number {
  const low = Math.max(Math.min(from, LOWEST), Math.min(lower, to), from)
  const high = Math.min(Math.max(upper, from), to)
  if (high <= low) return 0
  return Math.log((1 + high) / (1 + low)) / Math.log((1 + to) / (1 + from))
}
