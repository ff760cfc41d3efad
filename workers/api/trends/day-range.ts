/** The days that a trend covers: `from` and `to`, or so many days up to yesterday. */
import { z } from '@hono/zod-openapi'
import { DAY_MS, daysBetween, IsoDay, utcDay } from '../../../models/airline/calendar'
import type { DayRange } from '../../storage/aggregates/read-aggregates'

export const MAX_TREND_DAYS = 366

export const RangeQuery = z.strictObject({
  from: IsoDay.optional().openapi({ description: 'First UTC day of the searches' }),
  to: IsoDay.optional().openapi({
    description: 'Last UTC day of the searches; default: yesterday',
  }),
})

/** Text for a range that cannot be answered. */
export function dayRange(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  days: number,
  now: number
): DayRange | string {
  const last = to ?? utcDay(now - DAY_MS)
  const first = from ?? utcDay(Date.parse(last) - (days - 1) * DAY_MS)
  const length = daysBetween(first, last)
  if (length < 0 || length >= MAX_TREND_DAYS) {
    return `from: must be on or before to (${last}) and less than ${MAX_TREND_DAYS} days before it`
  }
  return { from: first, to: last }
}
