/** The one line that each request leaves in the log. */
import type { Context } from 'hono'
import type { AppEnv } from './app-env'

export function logRequest(c: Context<AppEnv>, totalMs: number): void {
  const { status } = c.res
  const durations: Record<string, number> = { total_ms: rounded(totalMs) }
  for (const { part, ms } of c.get('timing')) durations[`${part}_ms`] = rounded(ms)
  c.get('services').log.info('request', { status, outcome: outcomeOf(status), durations })
}

export function outcomeOf(status: number): 'ok' | 'refused' | 'failed' {
  if (status >= 500) return 'failed'
  return status >= 400 ? 'refused' : 'ok'
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
