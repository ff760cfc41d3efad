/** History and forecast of a departure on one axis of days without gaps. */

import { addDays, daysBetween } from './age-text'
import type { Schema } from './api-types'

type Values = readonly (number | undefined)[]
export type Fan = {
  readonly days: readonly string[]
  readonly lowest: Values
  readonly median: Values
  readonly p50: Values
  readonly p10: Values
  readonly p25: Values
  readonly p75: Values
  readonly p90: Values
}

type Insight = Pick<Schema['PriceInsight'], 'history' | 'forecast' | 'lowest_price'>

/**
 * Between the horizons of a forecast its quantiles run straight; the fan opens from the price now,
 * if that was observed today.
 */
export function fanOf({ history, forecast = [], lowest_price }: Insight, today: string): Fan {
  const first = history[0]?.date ?? today
  const last = [today, history.at(-1)?.date ?? today, forecast.at(-1)?.date ?? today]
    .toSorted()
    .at(-1)
  const days = Array.from({ length: daysBetween(first, last ?? today) + 1 }, (_, index) =>
    addDays(first, index)
  )
  const seen = new Map(history.map((each) => [each.date, each]))
  const isFresh = lowest_price?.observed_on === today && forecast.length > 0
  const start = isFresh ? [[today, Number(lowest_price.amount)] as const] : []
  const along = (read: (entry: (typeof forecast)[number]) => { amount: string }): Values => {
    const known = [
      ...start,
      ...forecast.map((each) => [each.date, Number(read(each).amount)] as const),
    ]
    return days.map((day) => between(known, day))
  }
  const number = (money: { amount: string } | undefined) => money && Number(money.amount)
  return {
    days,
    lowest: days.map((day) => number(seen.get(day)?.lowest)),
    median: days.map((day) => number(seen.get(day)?.median)),
    p50: along(({ p50 }) => p50),
    p10: along(({ p10 }) => p10),
    p25: along(({ p25 }) => p25),
    p75: along(({ p75 }) => p75),
    p90: along(({ p90 }) => p90),
  }
}

/** The value on a straight line between the known days around it; undefined outside of them. */
function between(known: readonly (readonly [string, number])[], day: string): number | undefined {
  const after = known.find(([each]) => each >= day)
  const before = known.findLast(([each]) => each <= day)
  if (!after || !before) return undefined
  const span = daysBetween(before[0], after[0])
  const share = span === 0 ? 0 : daysBetween(before[0], day) / span
  return before[1] + share * (after[1] - before[1])
}
