/**
 * Finds names that are searched more than before: the last week against the weeks before it. Each is
 * tested by ranks of its days, so that neither one busy day nor the spread of a small market is a
 * trend, and the list as a whole is held to a rate of false discoveries.
 */
import { adjustedPValues } from '../../models/statistics/false-discovery'
import { meanOf } from '../../models/statistics/mean'
import { rankSumAbove } from '../../models/statistics/rank-sum'

export const RECENT_DAYS = 7
export const PAST_DAYS = 42
/** Fewer known days before the recent ones cannot show what is usual. */
export const LEAST_PAST_DAYS = 14

/** Expected share of false entries in a list; of lists without any true entry, the share with one. */
export const FALSE_DISCOVERY_RATE = 0.05
/** Growth below this is no news, however certain. */
const LEAST_GROWTH = 0.1

/** Counts by day, oldest first, over the days on which anything was counted. */
export type DailyCounts = { readonly name: string; readonly counts: readonly number[] }

export type Growth = {
  readonly name: string
  readonly recentPerDay: number
  readonly pastPerDay: number
  /** Change of the mean day, as a share of the past; undefined when there was nothing before. */
  readonly growth: number | undefined
  /** Probability of such a rise by chance, adjusted for all names tested. */
  readonly adjustedP: number
}

/** Every name, tested; the names tested together are those given together. */
export function growthOf(series: readonly DailyCounts[], recentDays: number): Growth[] {
  const tested = series.map(({ name, counts }) => {
    const recent = counts.slice(-recentDays)
    const past = counts.slice(0, -recentDays)
    const [recentPerDay, pastPerDay] = [meanOf(recent) ?? 0, meanOf(past) ?? 0]
    const growth = pastPerDay > 0 ? recentPerDay / pastPerDay - 1 : undefined
    return { name, recentPerDay, pastPerDay, growth, p: rankSumAbove(recent, past) }
  })
  const adjusted = adjustedPValues(tested.map(({ p }) => p))
  return tested.map(({ p: _, ...rest }, at) => ({ ...rest, adjustedP: adjusted[at] ?? 1 }))
}

/** Those that grow, fastest first; what is new comes before what has grown. */
export function emerging(growths: readonly Growth[]): Growth[] {
  return growths
    .filter(({ adjustedP, growth = Number.POSITIVE_INFINITY }) => {
      return adjustedP <= FALSE_DISCOVERY_RATE && growth >= LEAST_GROWTH
    })
    .sort((a, b) => speed(b) - speed(a) || b.recentPerDay - a.recentPerDay)
}

function speed({ growth }: Growth): number {
  return growth ?? Number.MAX_VALUE
}
