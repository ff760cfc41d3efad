/**
 * What High, Medium and Low mean: searches of a day against the mean of the market's own trailing
 * eight weeks. Thresholds are ratios to that mean and the same for all markets.
 */
import type { DemandLevel } from './demand-level-model'

/** Eight whole weeks, so that each weekday counts alike. */
export const TRAILING_DAYS = 56
/** Fewer counted days cannot tell what is usual. */
export const MIN_TRAILING_DAYS = 28

export const LOW_BELOW = 0.8
export const HIGH_ABOVE = 1.25

/** `ratio` is searches of a day over the trailing mean. */
export function levelOf(ratio: number): DemandLevel {
  if (ratio < LOW_BELOW) return 'low'
  return ratio > HIGH_ABOVE ? 'high' : 'medium'
}
