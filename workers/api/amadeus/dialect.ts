/** Shared by the Amadeus paths: media type, errors, and authentication. */
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import type { ZodType } from 'zod'
import { DAY_MS, IsoDay } from '../../../models/airline/calendar'
import {
  AmadeusErrors,
  type AmadeusIssue,
  type IssueStatus,
  issue,
} from '../../../pipelines/answers/amadeus/amadeus-issues'
import { admit, type Refusal } from '../../gateway/auth'
import type { AppEnv } from '../../http/app-env'
import { nameErrors } from '../../http/contract-names'
import type { ProblemError } from '../../http/problem'
import type { Draft } from '../../isolate/decision-queue'

/** Its clients take a body for JSON only when the type is exactly this or application/json. */
const MEDIA_TYPE = 'application/vnd.amadeus+json'

export function amadeusContent<S extends ZodType>(schema: S, description: string) {
  return { description, content: { [MEDIA_TYPE]: { schema } } }
}

export function amadeusErrorContent(description: string) {
  return amadeusContent(AmadeusErrors, description)
}

/** Names the decision of an answer: the dialect's bodies have no field for it. */
export const DECISION_HEADER = 'fareline-decision'

export function amadeusJson<Body extends object>(
  c: Context<AppEnv>,
  body: Body,
  { id }: Pick<Draft, 'id'>
) {
  return c.json(body, 200, { 'content-type': MEDIA_TYPE, [DECISION_HEADER]: id })
}

/** An answer without a decision: reference data. */
export function amadeusData<Body extends object>(c: Context<AppEnv>, body: Body) {
  return c.json(body, 200, { 'content-type': MEDIA_TYPE })
}

/** Errors of one status, that of the first. */
export function amadeusErrors<Status extends IssueStatus>(
  c: Context<AppEnv>,
  errors: readonly [AmadeusIssue & { readonly status: Status }, ...AmadeusIssue[]]
) {
  return c.json({ errors: [...errors] }, errors[0].status, {
    'content-type': MEDIA_TYPE,
  })
}

/** Errors named in an answer. */
const MOST_ISSUES = 100

/** An invalid query is refused with an error for each parameter. */
export function createAmadeusRouter() {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result, c) => {
      if (result.success) return
      const issues = result.error.issues.slice(0, MOST_ISSUES)
      const [first, ...others] = issues.map(({ path, message, code, ...rest }) => {
        const parameter = path.map(String).join('.')
        const missing = code === 'invalid_type' && 'input' in rest && rest.input === undefined
        if (missing || message.startsWith('is required')) {
          return issue('missing-data', message, { parameter })
        }
        const name = code === 'invalid_value' ? 'invalid-option' : 'invalid-format'
        return issue(name, message, { parameter })
      })
      return amadeusErrors(c, [first ?? issue('invalid-format', 'Not valid.'), ...others])
    },
  })
}

export const amadeusCaller: MiddlewareHandler<AppEnv> = async (c, next) => {
  const refusal = await admit(c)
  if (refusal) return amadeusErrors(c, [refused(refusal, c.req.header('authorization'))])
  if (!c.get('principal').permissions.has('insights:read')) {
    return amadeusErrors(c, [issue('forbidden', 'This API key lacks the scope "insights:read".')])
  }
  const [unknown, ...others] = (await nameErrors(c)).map(unknownParameter)
  if (unknown) return amadeusErrors(c, [unknown, ...others])
  setPastClock(c)
  return next()
}

function unknownParameter({ pointer, detail }: ProblemError) {
  const parameter = pointer.slice(1)
  return issue('invalid-option', `${parameter} ${detail}`, { parameter })
}

/**
 * Samples of Amadeus clients request dates of years ago. Where the account allows it, such a
 * request with a test key, which may set any clock, runs some weeks before its departure; a header
 * names the clock.
 */
function setPastClock(c: Context<AppEnv>): void {
  const departure = c.req.query('departureDate')?.slice(0, 'yyyy-mm-dd'.length)
  const given = c.req.header('fareline-now') !== undefined
  const { scope, sampleClock } = c.get('principal')
  if (given || !sampleClock || scope.mode !== 'test') return
  if (!IsoDay.safeParse(departure).success) return
  const services = c.get('services')
  const leaves = Date.parse(`${departure}T00:00:00Z`)
  if (leaves + 2 * DAY_MS > services.now) return
  const now = leaves - CLOCK_LEAD_DAYS * DAY_MS
  c.set('services', { ...services, now })
  c.header('fareline-now', new Date(now).toISOString())
}
/** Most fares of a departure are observed by then. */
const CLOCK_LEAD_DAYS = 30

function refused({ code, detail }: Refusal, header: string | undefined) {
  switch (code) {
    case 'rate-limited':
      return issue('too-many-requests', detail)
    case 'invalid-request':
      return issue('invalid-data', detail)
    case 'token-expired':
      return issue('expired-token', 'The access token is expired')
    default:
      return header
        ? issue('invalid-token', 'The access token provided in the Authorization header is invalid')
        : issue('invalid-header', 'Missing or invalid format for mandatory Authorization header')
  }
}
