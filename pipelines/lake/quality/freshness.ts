import { HOUR_MS } from '../../../models/airline/calendar'
import type { CheckResult } from './check'
import { IDLE_HOURS, STALE_HOURS } from './contracts'

/** Measures freshness by the wall clock of arrival, not by event times. */
export function checkFreshness(newestAt: number, now: number): CheckResult {
  const hours = Math.max(0, Math.round(((now - newestAt) / HOUR_MS) * 10) / 10)
  const stale = hours > STALE_HOURS && hours <= IDLE_HOURS
  return {
    table: 'raw',
    check: 'freshness',
    status: stale ? 'fail' : 'pass',
    value: hours,
    threshold: STALE_HOURS,
    detail: `the newest data arrived ${hours} hours ago`,
  }
}
