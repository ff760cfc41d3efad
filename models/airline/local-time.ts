/** Wall-clock time in a time zone. */
import { keyedDerivation, latestDerivation } from '../runtime/derivation'
import { DAY_MS, dayNumberAt, dayOf, HOUR_MS, type IsoDay } from './calendar'

export type LocalTime = {
  readonly day: IsoDay
  readonly hour: number
  /** 1 Monday to 7 Sunday */
  readonly weekday: number
}

/**
 * Since 1972 every UTC offset is a multiple of a quarter hour, so local time advances evenly within
 * one.
 */
const QUARTER_MS = HOUR_MS / 4

/** Caches one quarter hour per zone: most requests fall in the same one. */
const zoneClock = keyedDerivation((timeZone: string) => ({ timeZone }))
const timeIn = latestDerivation(({ timeZone }: { readonly timeZone: string }, quarter: number) => {
  const wall = wallClock(quarter * QUARTER_MS, timeZone)
  const number = dayNumberAt(wall)
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

/** Wall-clock time encoded as if it were UTC, to the minute. */
export function wallClock(at: number, timeZone: string): number {
  const parts = formatter(timeZone).formatToParts(at)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
}

/** Creating a formatter takes tens of microseconds; the time zones bound their number. */
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
