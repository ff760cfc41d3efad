/** Days, weeks from Monday and calendar months, each named by its first day. */
import { dayNumber, dayOf, type IsoDay } from '../../models/airline/calendar'
import { weekdayOf } from '../../models/airline/local-time'

export const PERIODS = ['day', 'week', 'month'] as const
export type Period = (typeof PERIODS)[number]

export function periodStart(period: Period, day: IsoDay): IsoDay {
  if (period === 'day') return day
  if (period === 'month') return `${day.slice(0, 7)}-01`
  const number = dayNumber(day)
  return dayOf(number - (weekdayOf(number) - 1))
}

/** First days of every period that has a day in the range, in order. */
export function periodsBetween(period: Period, from: IsoDay, to: IsoDay): IsoDay[] {
  const starts: IsoDay[] = []
  for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
    const start = periodStart(period, dayOf(number))
    if (starts.at(-1) !== start) starts.push(start)
  }
  return starts
}
