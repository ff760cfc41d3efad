/**
 * Alerts on the rate at which an error budget is spent, by pairs of windows: the long one shows that it
 * matters, the short one that it goes on. Rates and windows are those of "The Site Reliability Workbook",
 * chapter 5.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../models/airline/calendar'
import { poissonTail } from '../../models/statistics/poisson-tail'
import type { Priority } from '../watch/causes/priority'
import { BUDGET_DAYS, type GoodOf } from './slo'

export type BurnAlert = {
  /** Names it beside the SLO: "fast". */
  readonly name: string
  /** Multiple of the rate that spends the budget in just 30 days. */
  readonly factor: number
  readonly longMs: number
  readonly shortMs: number
  readonly priority: Priority
}

export const BURN_ALERTS: readonly BurnAlert[] = [
  { name: 'fast', factor: 14.4, longMs: HOUR_MS, shortMs: 5 * MINUTE_MS, priority: 'P1' },
  { name: 'medium', factor: 6, longMs: 6 * HOUR_MS, shortMs: 30 * MINUTE_MS, priority: 'P2' },
  { name: 'slow', factor: 1, longMs: 3 * DAY_MS, shortMs: 6 * HOUR_MS, priority: 'P3' },
]

/** Counts of the last `ms` milliseconds. */
export type CountsOf = (ms: number) => GoodOf

/**
 * Few events raise nothing by themselves: so many failures, or more, must be this unlikely while the
 * objective is kept.
 */
const LEAST_SURPRISE = 0.001

/** Rounding of a rate that is exactly at its factor. */
const EPSILON = 1e-9

/** Rate of spending the budget: 1 spends it in 30 days, 0 where nothing failed or happened. */
export function burnRate({ good, total }: GoodOf, objective: number): number {
  return total === 0 ? 0 : (total - good) / total / (1 - objective)
}

export function isBurning(
  { factor, longMs, shortMs }: BurnAlert,
  objective: number,
  countsOf: CountsOf
): boolean {
  const long = countsOf(longMs)
  if (burnRate(long, objective) < factor - EPSILON) return false
  if (burnRate(countsOf(shortMs), objective) < factor - EPSILON) return false
  const expected = long.total * (1 - objective)
  return poissonTail(long.total - long.good, expected) < LEAST_SURPRISE
}

/** Share of the 30 days' budget that is left; negative when more than all of it is spent. */
export function budgetLeft(objective: number, countsOf: CountsOf): number {
  return 1 - burnRate(countsOf(BUDGET_DAYS * DAY_MS), objective)
}
