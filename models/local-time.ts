/** The clock on the wall of a time zone. */
import { DAY_MS, dayOf, HOUR_MS, type IsoDay } from './calendar'

export type LocalTime = {
  readonly day: IsoDay
  readonly hour: number
  /** 1 Monday to 7 Sunday */
  readonly weekday: number
}

/** Zones change their offset on a quarter of an hour. */
const QUARTER_MS = HOUR_MS / 4

/** A memo, not state: Intl takes microseconds and most questions are about the same quarter hour. */
const offsets = new Map<string, { readonly quarter: number; readonly offsetMs: number }>()

export function localTime(at: number, timeZone: string): LocalTime {
  const local = at + offsetMs(at, timeZone)
  const number = Math.floor(local / DAY_MS)
  return {
    day: dayOf(number),
    hour: Math.floor((local - number * DAY_MS) / HOUR_MS),
    weekday: weekdayOf(number),
  }
}

/** 1 Monday to 7 Sunday; day 0 was a Thursday. */
export function weekdayOf(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1
}

/** How far the wall clock of a zone is ahead of UTC. */
export function offsetMs(at: number, timeZone: string): number {
  const quarter = Math.floor(at / QUARTER_MS)
  const known = offsets.get(timeZone)
  if (known?.quarter === quarter) return known.offsetMs

  const start = quarter * QUARTER_MS
  const parts = formatter(timeZone).formatToParts(start)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  // Offsets before standard time had seconds; whole minutes suffice since 1972.
  const offset = wall - Math.floor(start / 60_000) * 60_000
  offsets.set(timeZone, { quarter, offsetMs: offset })
  return offset
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
