/** Every error is an RFC 9457 problem. This is the one place that turns codes into statuses. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { AppEnv } from './app-env'

export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  unauthorized: { status: 401, title: 'A valid API key is needed' },
  'token-expired': { status: 401, title: 'The access token has expired' },
  forbidden: { status: 403, title: 'The API key may not do this' },
  'not-found': { status: 404, title: 'Nothing is here' },
  'method-not-allowed': { status: 405, title: 'This method is not offered here' },
  'idempotency-conflict': { status: 409, title: 'The idempotency key was used with another body' },
  'not-replayable': { status: 409, title: 'The recorded inputs are no longer stored' },
  'not-promoted': { status: 409, title: 'The version may not answer' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'This content type is not read here' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'A part that is needed is not available' },
  overloaded: { status: 503, title: 'There is too much work at once' },
  'read-only': { status: 503, title: 'Writes are switched off' },
} as const
export type ProblemCode = keyof typeof PROBLEMS

export const ProblemError = z
  .object({
    pointer: z
      .string()
      .openapi({ description: 'JSON pointer to the field', example: '/departure_date' }),
    location: z.enum(['query', 'path', 'header', 'body']),
    detail: z.string(),
  })
  .openapi('ProblemError')
export type ProblemError = z.infer<typeof ProblemError>

/** Errors named in an answer; a list of thousands of bad items has more. */
const MOST_ERRORS = 100

export const Problem = z
  .object({
    type: z.string().openapi({ example: 'urn:fareline:problem:invalid-request' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().openapi({ description: 'What was wrong and what mends it' }),
    instance: z.string(),
    code: z.string(),
    request_id: z.string(),
    errors: z
      .array(ProblemError)
      .optional()
      .openapi({ description: `The first ${MOST_ERRORS}` }),
    error_count: z
      .int()
      .optional()
      .openapi({ description: 'All of them, where there are more than `errors` names' }),
  })
  .openapi('Problem')

/** The answer for an expected failure. */
export function problem<C extends ProblemCode>(
  c: Context<AppEnv>,
  code: C,
  detail: string,
  errors?: readonly ProblemError[]
) {
  const { title } = PROBLEMS[code]
  const status: (typeof PROBLEMS)[C]['status'] = PROBLEMS[code].status
  const body = {
    type: `urn:fareline:problem:${code}`,
    title: title as string,
    status: status as number,
    detail,
    instance: c.req.path,
    code: code as string,
    request_id: c.var.requestId,
    ...(errors && { errors: errors.slice(0, MOST_ERRORS) }),
    ...(errors && errors.length > MOST_ERRORS && { error_count: errors.length }),
  }
  return c.json(body, status, { 'content-type': 'application/problem+json' })
}

/** The problems a route contract names: `...problems('not-found')` inside `responses`. */
export function problems<C extends ProblemCode>(...codes: C[]) {
  const content = { 'application/problem+json': { schema: Problem } }
  return Object.fromEntries(
    codes.map((code) => [PROBLEMS[code].status, { description: PROBLEMS[code].title, content }])
  ) as Record<(typeof PROBLEMS)[C]['status'], { description: string; content: typeof content }>
}
