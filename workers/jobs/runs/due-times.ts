import { Cron } from 'croner'

/** Instants before `now` at which a cron was due, in UTC, the latest first. */
export function duesBefore(cron: string, now: number, count: number): number[] {
  const runs = new Cron(cron, { timezone: 'UTC', paused: true }).previousRuns(count, new Date(now))
  return runs.map((date) => date.getTime())
}
