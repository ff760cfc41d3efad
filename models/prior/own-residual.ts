/**
 * What markets that were observed say of the prior: how far their fares lie from its levels, as one
 * factor. It corrects what an index of prices and the age of the data leave, and counts for more the
 * more markets there are.
 */

/** One observed market: its typical fare over the prior's level of it. */
export type OwnMarket = { readonly observedMinor: number; readonly priorMinor: number }

/** As many markets that agree with the prior are put beside those observed. */
const SHRINK_MARKETS = 5

/** 1 where none was observed. The median keeps one odd market from moving all others. */
export function ownFactor(markets: readonly OwnMarket[]): number {
  const logs = markets
    .filter(({ observedMinor, priorMinor }) => observedMinor > 0 && priorMinor > 0)
    .map(({ observedMinor, priorMinor }) => Math.log(observedMinor / priorMinor))
    .sort((a, b) => a - b)
  const middle = logs.length / 2
  const median = ((logs[Math.floor(middle)] ?? 0) + (logs[Math.ceil(middle) - 1] ?? 0)) / 2
  return Math.exp((median * logs.length) / (logs.length + SHRINK_MARKETS))
}
