/** The one line that each request leaves in the log, and the name of its route. */
import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { AppEnv } from './app-env'

/** The pattern and not the path, which may name a user. */
export function routeOf(c: Context<AppEnv>): string {
  const handler = matchedRoutes(c).findLast(({ method }) => method !== 'ALL')
  return `${c.req.method} ${handler?.path ?? 'unmatched'}`
}

export function logRequest(c: Context<AppEnv>, totalMs: number): void {
  const { status } = c.res
  const durations: Record<string, number> = { total_ms: rounded(totalMs) }
  for (const { part, ms } of c.get('timing')) durations[`${part}_ms`] = rounded(ms)
  c.get('services').log.info('request', { status, outcome: outcomeOf(status), durations })
}

function outcomeOf(status: number): 'ok' | 'refused' | 'failed' {
  if (status >= 500) return 'failed'
  return status >= 400 ? 'refused' : 'ok'
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
