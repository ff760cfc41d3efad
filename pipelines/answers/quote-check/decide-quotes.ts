/**
 * Chooses an action for each quote: serve it, refresh it, or suppress it. Refreshes go to the quotes
 * with the greatest gain, up to the budget. A valid quote earns 1 a display, an invalid one costs
 * `costOfViolation`, and a refreshed quote is always valid. A quote that is more likely to be valid
 * never gets a worse action.
 */
export const ACTIONS = ['serve', 'refresh', 'suppress'] as const
export type Action = (typeof ACTIONS)[number]

export type Showing = {
  /** Chance that the price is still within the partner's tolerance. */
  readonly pValid: number
  /** Number of expected displays, weighted by how long a refreshed price stays valid. */
  readonly worth: number
}

/**
 * Discount a day: a refresh is valued by the days for which its price stays valid. Each further day
 * counts less, because quotes are refreshed again anyway.
 */
const DAY_COUNTS = 0.8

/** Returns the discounted days for which a price refreshed now stays valid; at most 1 / (1 - DAY_COUNTS). */
export function persistence(freshQuote: number): number {
  return 1 / (1 - DAY_COUNTS * freshQuote)
}

/** A quote with this probability of being valid is served without a refresh, whatever budget is left. */
export const SURE = 0.995

/** Returns the probability below which a display costs more than it earns. */
export function leastValid(costOfViolation: number): number {
  return costOfViolation / (1 + costOfViolation)
}

export function decideQuotes(
  showings: readonly Showing[],
  lookBudget: number,
  costOfViolation: number
): Action[] {
  const least = leastValid(costOfViolation)
  const looked = new Set(
    showings
      .map(({ pValid, worth }, at) => ({
        at,
        pValid,
        gain: worth * gainOf(pValid, costOfViolation),
      }))
      .filter(({ pValid, gain }) => pValid < SURE && gain > 0)
      // Equal gains prefer the likelier quote: of two that would be suppressed, both gain the same.
      .sort((a, b) => b.gain - a.gain || b.pValid - a.pValid || a.at - b.at)
      .slice(0, lookBudget)
      .map(({ at }) => at)
  )
  return showings.map(({ pValid }, at) => {
    if (looked.has(at)) return 'refresh'
    return pValid >= least ? 'serve' : 'suppress'
  })
}

/** Returns the gain of a display after a refresh over the better of serving and suppressing it. */
function gainOf(pValid: number, costOfViolation: number): number {
  return Math.min(1, (1 - pValid) * (1 + costOfViolation))
}
