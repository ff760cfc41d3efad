/** Hours of the day in which only what is urgent disturbs. */
import { z } from 'zod'
import { MINUTE_MS } from '../../models/airline/calendar'
import { wallClock } from '../../models/airline/local-time'

const ClockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, such as 22:00')

export const QuietHours = z.strictObject({
  from: ClockTime,
  to: ClockTime,
  time_zone: z.string().min(1).max(64),
})
export type QuietHours = Readonly<z.infer<typeof QuietHours>>

const DAY_MINUTES = 24 * 60

/** The instant at which the quiet hours around `at` end; `at` itself outside of them. */
export function quietUntil(at: number, { from, to, time_zone }: QuietHours): number {
  const local = Math.floor(wallClock(at, time_zone) / MINUTE_MS) % DAY_MINUTES
  const [start, end] = [minutesOf(from), minutesOf(to)]
  const length = (end - start + DAY_MINUTES) % DAY_MINUTES
  const since = (local - start + DAY_MINUTES) % DAY_MINUTES
  if (since >= length) return at
  return Math.floor(at / MINUTE_MS) * MINUTE_MS + (length - since) * MINUTE_MS
}

function minutesOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
}
