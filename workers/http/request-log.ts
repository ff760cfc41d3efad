/** The one line that each request leaves in the log. */
import type { Context } from 'hono'
import type { Log } from '../log'
import type { AppEnv } from './app-env'
import type { Timing } from './timing'

export function logRequest(c: Context<AppEnv>, totalMs: number): void {
  logAnswer(c.get('services').log, c.res.status, totalMs, c.get('timing'))
}

export function logAnswer(log: Log, status: number, totalMs: number, timing: Timing): void {
  const durations: Record<string, number> = { total_ms: rounded(totalMs) }
  for (const { part, ms } of timing) durations[`${part}_ms`] = rounded(ms)
  log.info('request', { status, outcome: outcomeOf(status), durations })
}

export function outcomeOf(status: number): 'ok' | 'refused' | 'failed' {
  if (status >= 500) return 'failed'
  return status >= 400 ? 'refused' : 'ok'
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
