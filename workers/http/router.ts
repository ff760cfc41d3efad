/** Creates the router of a resource, with problems for requests that do not fit their contract. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { pointerOf } from '../../pipelines/wire/refusal'
import type { AppEnv } from './app-env'
import { summaryOf } from './fault-text'
import { type ProblemError, problem } from './problem'

const LOCATIONS = {
  query: 'query',
  param: 'path',
  header: 'header',
  cookie: 'header',
  json: 'body',
  form: 'body',
} as const

export function createRouter() {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result, c) => {
      if (result.success) return
      const errors = result.error.issues.map(
        ({ path, message }: { path: readonly PropertyKey[]; message: string }): ProblemError => ({
          pointer: pointerOf(path),
          location: LOCATIONS[result.target],
          detail: message,
        })
      )
      return problem(c, 'invalid-request', summaryOf(errors), errors)
    },
  })
}
