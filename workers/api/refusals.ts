/** Adds to every operation the problems that it may answer with before its own code runs. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from '../http/app-env'

type Document = ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>

const OVERLOADED = 'Too much work at once, writes are switched off, or a part is not available'
const TOO_LARGE = 'The body is too large'

/** Changes the document in place: a route's own description of a status stays. */
export function describeRefusals(document: Document): Document {
  const operations = Object.entries(document.paths ?? {})
    .filter(([path]) => path !== '/health')
    .flatMap(([, { get, post, put, patch, delete: remove }]) => [get, post, put, patch, remove])
  for (const operation of operations) {
    if (!operation?.responses) continue
    operation.responses['503'] ??= problemResponse(OVERLOADED)
    if (operation.requestBody) operation.responses['413'] ??= problemResponse(TOO_LARGE)
  }
  return document
}

function problemResponse(description: string) {
  const schema = { $ref: '#/components/schemas/Problem' }
  return { description, content: { 'application/problem+json': { schema } } }
}
