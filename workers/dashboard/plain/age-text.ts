/** Ages in words: "8 s", "4 min", "3 h", "2 d". */
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** The calendar of models/ has it too, with a parser that would be a third of the page. */
export const DAY_MS = 24 * HOUR

export function ageText(ageMs: number): string {
  const age = Math.max(0, ageMs)
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s`
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min`
  if (age < 2 * DAY_MS) return `${Math.floor(age / HOUR)} h`
  return `${Math.floor(age / DAY_MS)} d`
}

export function isDay(at: string | number): at is string {
  return typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at)
}

/** A day counts from its end in UTC, so that today is never old. */
export function instantOf(at: string | number): number {
  if (typeof at === 'number') return at
  return isDay(at) ? Date.parse(at) + DAY_MS - 1 : Date.parse(at)
}

/** The calendar day of an instant, in UTC. */
export function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** "today", "yesterday" or "5 d ago", by days in UTC. */
export function dayAgeText(day: string, now: number): string {
  const days = daysBetween(day, utcDay(now))
  if (days <= 0) return 'today'
  return days === 1 ? 'yesterday' : `${days} d ago`
}

/** "29 Nov 12:24 UTC", with the year where it is not that of `now`. */
export function instantText(at: number, now: number): string {
  const date = new Date(at)
  const isThisYear = date.getUTCFullYear() === new Date(now).getUTCFullYear()
  const time = date.toISOString().slice(11, 16)
  return `${dayText(utcDay(at), isThisYear)} ${time} UTC`
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const WEEKDAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')

/** "2026-12-13" as "13 Dec", or "13 Dec 2026". */
export function dayText(day: string, isShort = true): string {
  const [year, month, date] = day.split('-')
  const text = `${Number(date)} ${MONTHS[Number(month) - 1]}`
  return isShort ? text : `${text} ${year}`
}

export function weekdayOf(day: string): string {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
}

/** The calendar day `days` after another. */
export function addDays(day: string, days: number): string {
  return utcDay(Date.parse(day) + days * DAY_MS)
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}
