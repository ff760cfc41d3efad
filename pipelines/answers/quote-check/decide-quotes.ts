/**
 * What becomes of each quote: served as it is, looked up again, or not shown, so that the looks of a
 * budget go where they gain most. A quote that holds earns 1 a showing, one that does not costs
 * `costOfViolation`; a look makes sure. Never more looks than the budget, and a quote that is more
 * likely to hold never fares worse.
 */
export const ACTIONS = ['serve', 'refresh', 'suppress'] as const
export type Action = (typeof ACTIONS)[number]

export type Showing = {
  /** Chance that the price is still within the partner's tolerance. */
  readonly pValid: number
  /** Showings expected, each counted for as long as a look will serve them. */
  readonly worth: number
}

/**
 * A look is worth the days for which its price will hold: a price that changes again tomorrow is
 * soon as wrong as before. Each day counts less, as quotes are looked up again anyway.
 */
const DAY_COUNTS = 0.8

/** Days, of at most 1 / (1 - DAY_COUNTS), that a price looked up now is worth. */
export function persistence(freshQuote: number): number {
  return 1 / (1 - DAY_COUNTS * freshQuote)
}

/** A quote this sure to hold is served without a look, however many are left. */
export const SURE = 0.995

/** Below it a showing costs more than it earns. */
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
      // Where a look gains the same, the likelier quote has it: of two that would not be shown, none gains more.
      .sort((a, b) => b.gain - a.gain || b.pValid - a.pValid || a.at - b.at)
      .slice(0, lookBudget)
      .map(({ at }) => at)
  )
  return showings.map(({ pValid }, at) => {
    if (looked.has(at)) return 'refresh'
    return pValid >= least ? 'serve' : 'suppress'
  })
}

/** Of a showing after a look, against serving or suppressing it, whichever is better. */
function gainOf(pValid: number, costOfViolation: number): number {
  return Math.min(1, (1 - pValid) * (1 + costOfViolation))
}
