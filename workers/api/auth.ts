/** Who calls, what they may do, and which clock their request runs on. */
import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '../services'
import { findCaller, type Scope } from '../storage/api-keys'
import { reach } from '../unavailable'
import { problem } from './problem'
import { take } from './rate-limit'

const Clock = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

/** Requests per key in this isolate's current window; see rate-limit.ts. */
const usages: Parameters<typeof take>[0] = new Map()

/** `Authorization: Bearer sk_...`; with a test key, `Fareline-Now` sets the request's clock. */
export const authenticate: MiddlewareHandler<AppEnv> = async (c, next) => {
  const [scheme, key] = (c.req.header('authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'bearer' || !key) {
    c.header('www-authenticate', 'Bearer')
    return problem(
      c,
      'unauthorized',
      'Send the header "Authorization: Bearer sk_test_..." or "sk_live_...".'
    )
  }
  const caller = await reach('database', findCaller(c.get('services').db, key))
  if (!caller) {
    c.header('www-authenticate', 'Bearer error="invalid_token"')
    return problem(c, 'unauthorized', 'This API key is unknown or was revoked.')
  }
  c.set('caller', caller)

  const allowance = take(usages, caller.keyId, c.get('services').requestsPerMinute, Date.now())
  c.header('ratelimit-limit', String(allowance.limit))
  c.header('ratelimit-remaining', String(allowance.remaining))
  c.header('ratelimit-reset', String(allowance.resetSeconds))
  if (!allowance.allowed) {
    c.header('retry-after', String(allowance.resetSeconds))
    return problem(c, 'rate-limited', `This key may send ${allowance.limit} requests a minute.`)
  }

  const clock = c.req.header('fareline-now')
  if (clock !== undefined) {
    const refusal = caller.liveMode
      ? 'Only test keys may set a clock; leave Fareline-Now out.'
      : 'Fareline-Now must be an RFC 3339 instant, such as 2022-07-20T12:00:00Z.'
    const now = Clock.safeParse(clock)
    if (caller.liveMode || !now.success) {
      return problem(c, 'invalid-request', refusal, [
        { pointer: '/Fareline-Now', location: 'header', detail: refusal },
      ])
    }
    c.set('services', { ...c.get('services'), now: now.data })
  }
  return next()
}

export function requireScope(scope: Scope): MiddlewareHandler<AppEnv> {
  return (c, next) =>
    c.get('caller').scopes.has(scope)
      ? next()
      : Promise.resolve(problem(c, 'forbidden', `This API key lacks the scope "${scope}".`))
}
