/** The clock on the wall of a time zone. */
import { DAY_MS, dayOf, HOUR_MS, type IsoDay } from './calendar'

export type LocalTime = {
  readonly day: IsoDay
  readonly hour: number
  /** 1 Monday to 7 Sunday */
  readonly weekday: number
}

/** Since 1972 every offset is a multiple of it, so within one nothing here changes. */
const QUARTER_MS = HOUR_MS / 4

/** A memo, not state: Intl takes microseconds and most questions are about the same quarter hour. */
const latest = new Map<string, { readonly quarter: number; readonly time: LocalTime }>()

export function localTime(at: number, timeZone: string): LocalTime {
  const quarter = Math.floor(at / QUARTER_MS)
  const known = latest.get(timeZone)
  if (known?.quarter === quarter) return known.time

  const wall = wallClock(quarter * QUARTER_MS, timeZone)
  const number = Math.floor(wall / DAY_MS)
  const hour = Math.floor((wall - number * DAY_MS) / HOUR_MS)
  const time = { day: dayOf(number), hour, weekday: weekdayOf(number) }
  latest.set(timeZone, { quarter, time })
  return time
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

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  formatters.set(timeZone, made)
  return made
}
