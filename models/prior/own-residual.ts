/**
 * One factor by which fares of observed markets differ from the prior's levels. It corrects errors
 * that remain after the price index and the age of the data, and its weight grows with the number
 * of markets.
 */

/** One observed market: its typical fare and the prior's level. */
export type OwnMarket = { readonly observedMinor: number; readonly priorMinor: number }

/** Weight of the prior, in markets that agree with it. */
const SHRINK_MARKETS = 5

/**
 * Returns 1 without observed markets. Uses the median, so that one odd market does not move all
 * others.
 */
export function ownFactor(markets: readonly OwnMarket[]): number {
  const logs = markets
    .filter(({ observedMinor, priorMinor }) => observedMinor > 0 && priorMinor > 0)
    .map(({ observedMinor, priorMinor }) => Math.log(observedMinor / priorMinor))
    .sort((a, b) => a - b)
  const middle = logs.length / 2
  const median = ((logs[Math.floor(middle)] ?? 0) + (logs[Math.ceil(middle) - 1] ?? 0)) / 2
  return Math.exp((median * logs.length) / (logs.length + SHRINK_MARKETS))
}
