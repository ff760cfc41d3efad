/**
 * A 95 % interval of the mean difference of paired losses, by clusters: rows of one cluster rise and
 * fall together, so the number of clusters counts, not that of rows. Ratio estimator with linearised
 * variance (Cochran 1977, section 6.4): the mean of d over n where clusters differ in size.
 */

/** Sums of a cluster: its rows and its difference of losses, first less second. */
export type PairedUnit = { readonly n: number; readonly difference: number }

export type PairedInterval = {
  readonly units: number
  /** Mean difference a row. */
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** Student's t at 0.975 with 29 degrees of freedom; more clusters have a smaller one. */
const T_975 = 2.045
/** The normal approximation of a cluster mean needs about so many. */
export const FEWEST_UNITS = 30

/** Undefined with fewer clusters than FEWEST_UNITS. */
export function pairedInterval(units: readonly PairedUnit[]): PairedInterval | undefined {
  const count = units.length
  if (count < FEWEST_UNITS) return undefined
  let rows = 0
  let total = 0
  for (const { n, difference } of units) {
    rows += n
    total += difference
  }
  const mean = total / rows
  let squares = 0
  for (const { n, difference } of units) squares += (difference - mean * n) ** 2
  const half = (T_975 * Math.sqrt((squares * count) / (count - 1))) / rows
  return { units: count, mean, low: mean - half, high: mean + half }
}
