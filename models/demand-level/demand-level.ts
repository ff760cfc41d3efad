/**
 * Definition of high, medium and low: a day's searches over the mean of the market's own trailing
 * eight weeks. Thresholds are ratios to that mean and the same for all markets.
 */
import type { DemandLevel } from './demand-level-model'

/** Eight whole weeks, so that each weekday counts alike. */
export const TRAILING_DAYS = 56
/** Fewer counted days do not establish the usual level. */
export const MIN_TRAILING_DAYS = 28

export const LOW_BELOW = 0.8
export const HIGH_ABOVE = 1.25

/** `ratio` is the day's searches over the trailing mean. */
export function levelOf(ratio: number): DemandLevel {
  if (ratio < LOW_BELOW) return 'low'
  return ratio > HIGH_ABOVE ? 'high' : 'medium'
}
