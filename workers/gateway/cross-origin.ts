/**
 * Browsers of configured origins may call the API (CORS). A preflight carries no key and is answered
 * before one is read; other origins get no header and their browsers refuse the answer.
 */
import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { AppEnv } from '../http/app-env'

const PREFLIGHT_SECONDS = 86_400

const allowListed: MiddlewareHandler<AppEnv> = cors({
  origin: (origin) => origin,
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: [
    'authorization',
    'content-type',
    'fareline-columns',
    'fareline-now',
    'idempotency-key',
    'if-none-match',
    'traceparent',
    'x-request-id',
  ],
  exposeHeaders: [
    'etag',
    'idempotency-replayed',
    'ratelimit',
    'ratelimit-policy',
    'retry-after',
    'server-timing',
    'x-request-id',
  ],
  maxAge: PREFLIGHT_SECONDS,
})

export const allowOrigins: MiddlewareHandler<AppEnv> = (c, next) => {
  const origin = c.req.header('origin')
  const { corsOrigins } = c.get('services')
  return origin !== undefined && corsOrigins.includes(origin) ? allowListed(c, next) : next()
}
