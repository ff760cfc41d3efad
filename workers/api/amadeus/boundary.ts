/**
 * Every other path of Amadeus Self-Service: it is not served, which its clients read in their own
 * form. A client moved here by its host must not meet an error that it cannot parse.
 */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { issue } from '../../../pipelines/answers/amadeus/amadeus-issues'
import type { AppEnv } from '../../http/app-env'
import { Unavailable } from '../../http/unavailable'
import { amadeusCaller, amadeusErrors, createAmadeusRouter } from './dialect'

/** First parts of the paths of the published specifications; none of ours begins so. */
const PREFIXES = [
  '/v1/airline',
  '/v1/airport',
  '/v1/analytics',
  '/v1/booking',
  '/v1/duty-of-care',
  '/v1/location',
  '/v1/media',
  '/v1/ordering',
  '/v1/reference-data',
  '/v1/safety',
  '/v1/shopping',
  '/v1/travel',
  '/v2/booking',
  '/v2/e-reputation',
  '/v2/media',
  '/v2/schedule',
  '/v2/shopping',
  '/v2/travel',
  '/v3/shopping',
  '/v3/travel',
]
const SECURITY = '/v1/security'

export function isAmadeusPath(path: string): boolean {
  return [...PREFIXES, SECURITY].some((prefix) => path === prefix || path.startsWith(`${prefix}/`))
}

export const amadeusBoundary = createAmadeusRouter()
for (const prefix of PREFIXES) amadeusBoundary.all(`${prefix}/*`, amadeusCaller, notServed)
amadeusBoundary.all(`${SECURITY}/*`, notServed)

function notServed(c: Context<AppEnv>) {
  const detail = `${c.req.method} ${c.req.path} is not served here; /docs lists what is.`
  return amadeusErrors(c, [issue('unknown-resource', detail)])
}

/** A failure in the middle of an answer, or a body that could not be read. */
export function amadeusFailure(c: Context<AppEnv>, error: unknown) {
  if (error instanceof HTTPException && error.status < 500) {
    return amadeusErrors(c, [issue('invalid-format', error.message || 'The body is not valid.')])
  }
  c.get('services').log.error('request failed', { error })
  return error instanceof Unavailable
    ? amadeusErrors(c, [issue('unavailable', `${error.message}. Repeat the request as it was.`)])
    : amadeusErrors(c, [issue('system-error', 'The failure was logged under this request id.')])
}
