/**
 * How far a price may have moved since it was seen, as shares of that price: chances of bins between
 * rising edges, one bin around 0 that stands for "the same price". A tolerance may end anywhere, so
 * chances are read at any edge: inside a bin they are taken as even in the logarithm of the price.
 */
export type ChangeDistribution = {
  /** Inner edges of the relative change, rising; bins are one more. None lies at 0. */
  readonly edges: readonly number[]
  /** Chance of each bin; they sum to 1. */
  readonly chances: readonly number[]
  /** Mean relative change where a bin was seen in training. */
  readonly means: readonly number[]
}

/** The outer bins end here: fares fall to a third or rise to four times what they were, seldom farther. */
const LOWEST = -0.67
const HIGHEST = 3

/** Chance that the change is within both bounds, themselves included; `lower <= 0 <= upper`. */
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
  return chances.reduce((sum, chance, bin) => sum + chance * (means[bin] ?? 0), 0)
}

function shareOf(from: number, to: number, lower: number, upper: number): number {
  const low = Math.max(Math.min(from, LOWEST), Math.min(lower, to), from)
  const high = Math.min(Math.max(upper, from), to)
  if (high <= low) return 0
  return Math.log((1 + high) / (1 + low)) / Math.log((1 + to) / (1 + from))
}
