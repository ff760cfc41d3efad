/** Scales a measured run to a month. */
import { Cron } from 'croner'
import { DAY_MS } from '../../models/airline/calendar'
import { noCounts, scaled, sumOf } from '../counting/counts'
import type { Usage } from './bill'
import type { CostRun } from './cost-run'

const MONTH_DAYS = 30

/**
 * The load is scaled by time, upkeep by event, and each job by how often its cron fires. `objectMs` is
 * the time an object is active for a call, which a shared machine does not show. A run at a lower rate
 * than the month's fills batches less, so its bill is too high rather than too low.
 */
export function monthOf(
  { events, load, upkeep, fed, idle, schedule }: CostRun,
  searchesPerDay: number,
  objectMs: number
): Usage {
  const monthEvents = searchesPerDay * MONTH_DAYS
  const perLoad = monthEvents / events
  const perEvent = monthEvents / (events + fed)
  const patterns = new Set(schedule.values())
  const runsOf = new Map(Array.from(patterns, (cron) => [cron, runsInMonth(cron)] as const))
  let jobs = noCounts()
  for (const [name, counts] of idle) {
    const runs = runsOf.get(schedule.get(name) ?? '') ?? 0
    // A job is started by its cron, not by a request.
    jobs = sumOf(jobs, scaled({ ...counts, requests: 0, crons: 0 }, runs))
  }
  const crons = [...runsOf.values()].reduce((sum, runs) => sum + runs, 0)
  const counts = sumOf(sumOf(scaled(load, perLoad), scaled(upkeep, perEvent)), jobs)
  return {
    ...counts,
    crons: counts.crons + crons,
    objectMs: counts.objectRequests * objectMs,
    logEvents: counts.logEvents + crons,
    cpuMs: load.cpuMs * perLoad + upkeep.cpuMs * perEvent,
  }
}

/** Over thirty days from a Sunday, so that weekdays occur in proportion. */
function runsInMonth(pattern: string): number {
  const cron = new Cron(pattern, { timezone: 'UTC', paused: true })
  // From a second before midnight, so that the first run is in it.
  const from = Date.parse('2026-11-01T00:00:00Z') - 1_000
  const week = cron
    .nextRuns(WEEK_MINUTES, new Date(from))
    .filter((at) => at.getTime() < from + WEEK_MS)
  return (week.length / 7) * MONTH_DAYS
}
const WEEK_MINUTES = 7 * 24 * 60
const WEEK_MS = 7 * DAY_MS
