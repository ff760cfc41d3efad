/**
 * Bounds the weight of each sender of a shared pool. From three senders on none weighs more than
 * LARGEST_SHARE of a statistic; three of them cannot each stay below a third, so there a third is the
 * bound. One or two senders are not bounded: either of two may be right, and a
 * bound would discard most observations of the larger.
 */

export const LARGEST_SHARE = 0.3
export const FEWEST_BOUNDED = 3

/** 1 when the senders are too few to be bounded. */
export function largestShare(senders: number): number {
  return senders < FEWEST_BOUNDED ? 1 : Math.max(LARGEST_SHARE, 1 / senders)
}

/** Mass of nobody in particular, and the number of senders where some have none of their own. */
type Beside = { readonly neutral: number; readonly senders: number }

/**
 * Returns the greatest mass of one sender: a greater one counts as this. It is the largest c with
 * c <= share x (neutral + sum of min(mass, c)); Infinity where every mass is within the bound.
 */
export function greatestMass(
  masses: readonly number[],
  { neutral, senders }: Beside = { neutral: 0, senders: 0 }
): number {
  const given = masses.filter((mass) => mass > 0).sort((a, b) => b - a)
  const share = largestShare(Math.max(senders, given.length))
  let rest = neutral + given.reduce((sum, mass) => sum + mass, 0)
  if (share === 1 || (given[0] ?? 0) <= share * rest) return Number.POSITIVE_INFINITY
  for (const [index, mass] of given.entries()) {
    rest -= mass
    const capped = index + 1
    const greatest = (share * rest) / (1 - share * capped)
    const next = given[capped]
    // With a third each, the last of three is the bound of the others.
    if (next === undefined || 1 - share * (capped + 1) <= 0) return Math.max(greatest, next ?? 0)
    if (next <= greatest) return greatest
  }
  return Number.POSITIVE_INFINITY
}

/** Returns the part of each mass that counts, in order. */
export function boundedMasses(masses: readonly number[]): number[] {
  const greatest = greatestMass(masses)
  return masses.map((mass) => Math.min(mass, greatest))
}

/**
 * The lowest fare that one sender alone cannot set: of three or more, the second lowest of their lowest
 * fares. Adding a sender moves it between the lowest and the second lowest of the others.
 */
export function sharedLowest(lowest: readonly number[]): number {
  const [first = 0, second = first] = lowest.toSorted((a, b) => a - b)
  return lowest.length < FEWEST_BOUNDED ? first : second
}

/** The same for the highest. */
export function sharedHighest(highest: readonly number[]): number {
  return -sharedLowest(highest.map((each) => -each))
}
