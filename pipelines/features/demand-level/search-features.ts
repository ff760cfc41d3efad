/**
 * Features of a market's searches for a day, as ratios to its trailing mean: `counts[i]` are the
 * searches of day `firstDay + i`, and nothing after `lastDay` is read. With 0 days ahead, the level
 * is that at the end of the day, including its own count.
 */

import { weekdayOf } from '../../../models/airline/local-time'
import { MIN_TRAILING_DAYS, TRAILING_DAYS } from '../../../models/demand-level/demand-level'
import type { FeatureValue } from '../../../models/runtime/features'
import { meanOf } from '../../../models/statistics/mean'

export type SearchCounts = {
  /** Day number of the first count. */
  readonly firstDay: number
  readonly counts: readonly number[]
}

const DAYS_BACK = 9
/** Ranges of whole days ago, from and to (exclusive), net of their weekday. */
const SPANS = [
  [0, 2],
  [0, 3],
  [0, 5],
  [2, 5],
  [3, 7],
  [7, 14],
] as const
/** Prior weight in days of no weekday effect; a weekday occurs eight times in the data. */
const PRIOR_WEEKDAYS = 2

/** Names in the order of the model's inputs. */
export const SEARCH_FEATURES = [
  'days_ahead',
  'weekday',
  'log_searches_per_day',
  'searches_last_day_ratio',
  ...Array.from({ length: DAYS_BACK }, (_, back) => `level_${back}d_before`),
  ...SPANS.map(([from, to]) => `level_${from}_to_${to}d`),
  'weekday_ratio',
  'same_weekday_ratio',
  'trend_28d',
  'expected_last_day',
  'expected_3d',
  'expected_smooth',
  'expected_line_5d',
  'expected_line_9d',
] as const

/** Mean daily searches to which a level is relative; undefined with too few counted days. */
export function trailingMean(
  { firstDay, counts }: SearchCounts,
  day: number,
  daysAhead: number
): number | undefined {
  const end = Math.min(day - daysAhead, day - 1) - firstDay + 1
  const window = counts.slice(Math.max(0, end - TRAILING_DAYS), Math.max(0, end))
  if (window.length < MIN_TRAILING_DAYS) return undefined
  const mean = window.reduce((sum, count) => sum + count, 0) / window.length
  return mean > 0 ? mean : undefined
}

export function searchFeatures(
  searches: SearchCounts,
  day: number,
  daysAhead: number
): Readonly<Record<string, FeatureValue>> | undefined {
  const usual = trailingMean(searches, day, daysAhead)
  const { firstDay, counts } = searches
  const last = day - daysAhead
  const ratio = (at: number) => {
    const count = counts[at - firstDay]
    return usual === undefined || count === undefined ? undefined : count / usual
  }
  if (usual === undefined || ratio(last) === undefined) return undefined
  const weekdays = weekdayRatios(searches, last, usual)
  const weekdayRatio = (at: number) => Number(weekdays[weekdayOf(at) - 1])
  const level = (back: number) => {
    const found = ratio(last - back)
    return found === undefined ? undefined : found / weekdayRatio(last - back)
  }
  const span = (from: number, to: number) =>
    meanOf(Array.from({ length: to - from }, (_, at) => level(from + at)))
  const expected = (from: number | undefined) =>
    from === undefined ? undefined : from * weekdayRatio(day)

  return Object.fromEntries([
    ['days_ahead', daysAhead],
    ['weekday', weekdayOf(day)],
    ['log_searches_per_day', Math.log(usual)],
    ['searches_last_day_ratio', ratio(last)],
    ...Array.from({ length: DAYS_BACK }, (_, back) => [`level_${back}d_before`, level(back)]),
    ...SPANS.map(([from, to]) => [`level_${from}_to_${to}d`, span(from, to)]),
    ['weekday_ratio', weekdayRatio(day)],
    ['same_weekday_ratio', ratio(day - 7 * Math.max(1, Math.ceil(daysAhead / 7)))],
    ['trend_28d', meanOf(Array.from({ length: 28 }, (_, back) => ratio(last - back)))],
    ['expected_last_day', expected(level(0))],
    ['expected_3d', expected(span(0, 3))],
    ['expected_smooth', expected(smooth(level))],
    ['expected_line_5d', expected(line(level, 5, daysAhead))],
    ['expected_line_9d', expected(line(level, 9, daysAhead))],
  ])
}

/** Simple exponential smoothing: each day has 0.4 of the remaining weight. */
function smooth(level: (back: number) => number | undefined): number | undefined {
  let sum = 0
  let weights = 0
  for (let back = 0; back < DAYS_BACK; back += 1) {
    const found = level(back)
    if (found === undefined) continue
    const weight = 0.6 ** back
    sum += weight * found
    weights += weight
  }
  return weights > 0 ? sum / weights : undefined
}

/**
 * Least-squares line through the latest days, extrapolated half as far as requested, because trends
 * reverse.
 */
function line(
  level: (back: number) => number | undefined,
  days: number,
  daysAhead: number
): number | undefined {
  const found = Array.from({ length: days }, (_, back) => level(back) ?? Number.NaN)
  const centre = found.reduce((sum, each) => sum + each, 0) / days
  if (Number.isNaN(centre)) return undefined
  const middle = (days - 1) / 2
  const slope =
    found.reduce((sum, each, back) => sum + (middle - back) * (each - centre), 0) /
    found.reduce((sum, _, back) => sum + (middle - back) ** 2, 0)
  return Math.max(0, centre + slope * (middle + daysAhead / 2))
}

/** Ratios to the mean, Monday first, from the eight weeks up to `last`. */
function weekdayRatios({ firstDay, counts }: SearchCounts, last: number, usual: number): number[] {
  const sums = new Array<number>(7).fill(PRIOR_WEEKDAYS * usual)
  const days = new Array<number>(7).fill(PRIOR_WEEKDAYS)
  for (let at = Math.max(firstDay, last - TRAILING_DAYS + 1); at <= last; at += 1) {
    const weekday = weekdayOf(at) - 1
    sums[weekday] = Number(sums[weekday]) + Number(counts[at - firstDay])
    days[weekday] = Number(days[weekday]) + 1
  }
  return sums.map((sum, weekday) => sum / Number(days[weekday]) / usual)
}
