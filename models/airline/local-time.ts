/** The clock on the wall of a time zone. */
import { keyedDerivation, latestDerivation } from '../runtime/derivation'
import { DAY_MS, dayOf, HOUR_MS, type IsoDay } from './calendar'

export type LocalTime = {
  readonly day: IsoDay
  readonly hour: number
  /** 1 Monday to 7 Sunday */
  readonly weekday: number
}

/** Since 1972 every offset is a multiple of it, so within one nothing here changes. */
const QUARTER_MS = HOUR_MS / 4

/** A zone and the quarter hour it was last read at: most questions are about the same one. */
const zoneClock = keyedDerivation((timeZone: string) => ({ timeZone }))
const timeIn = latestDerivation(({ timeZone }: { readonly timeZone: string }, quarter: number) => {
  const wall = wallClock(quarter * QUARTER_MS, timeZone)
  const number = Math.floor(wall / DAY_MS)
  const hour = Math.floor((wall - number * DAY_MS) / HOUR_MS)
  return { day: dayOf(number), hour, weekday: weekdayOf(number) }
})

export function localTime(at: number, timeZone: string): LocalTime {
  return timeIn(zoneClock(timeZone), Math.floor(at / QUARTER_MS))
}

/** 1 Monday to 7 Sunday; day 0 was a Thursday. */
export function weekdayOf(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1
}

/** What the clock shows, as if it were UTC, to the minute. */
export function wallClock(at: number, timeZone: string): number {
  const parts = formatter(timeZone).formatToParts(at)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
}

/** Making a formatter takes tens of microseconds; there are as many as zones. */
const formatter = keyedDerivation(
  (timeZone: string) =>
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
)
