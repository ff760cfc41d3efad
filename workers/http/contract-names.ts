/**
 * Refuses unknown names of query and body on every operation of the contract, and writes the known
 * name for an alias. It reads the registered contracts, so a new route needs nothing of its own.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { faultOfName, unknownNames } from '../../pipelines/wire/known-names'
import { pointerOf } from '../../pipelines/wire/refusal'
import type { AppEnv } from './app-env'
import { summaryOf } from './fault-text'
import { operationOf } from './operation'
import type { Operation } from './operation-names'
import { type ProblemError, problem } from './problem'

/** Returns the faults of the names that the request sends; empty when all are known. */
export async function nameErrors(c: Context<AppEnv>): Promise<readonly ProblemError[]> {
  const operation = c.get('contract')().get(operationOf(c))
  if (!operation) return []
  const sent = c.req.queries()
  const errors = queryErrors(sent, operation)
  if (errors.length === 0) renameQuery(c, sent, operation)
  if (!operation.body || !isJson(c)) return errors
  // A body that is not JSON is refused by the validation that follows.
  const body: unknown = await c.req.json().catch(() => undefined)
  const inBody = unknownNames(operation.body, body).map(
    ({ path, detail }): ProblemError => ({
      pointer: pointerOf(path),
      location: 'body',
      detail,
    })
  )
  return [...errors, ...inBody]
}

export const refuseUnknownNames: MiddlewareHandler<AppEnv> = async (c, next) => {
  const errors = await nameErrors(c)
  if (errors.length > 0) return problem(c, 'invalid-request', summaryOf(errors), errors)
  return next()
}

type Sent = Readonly<Record<string, readonly string[]>>

function queryErrors(sent: Sent, { query, aliases }: Operation): readonly ProblemError[] {
  return Object.keys(sent).flatMap((name): ProblemError[] => {
    const current = aliases.get(name)
    const detail =
      current !== undefined && current in sent
        ? `is another name of "${current}"; send one of them`
        : faultOfName(name, query)
    return detail ? [{ pointer: `/${name}`, location: 'query', detail }] : []
  })
}

function renameQuery(c: Context<AppEnv>, sent: Sent, { aliases }: Operation): void {
  if (!Object.keys(sent).some((name) => aliases.has(name))) return
  const url = new URL(c.req.url)
  const renamed = [...url.searchParams].map(([name, value]) => [aliases.get(name) ?? name, value])
  url.search = new URLSearchParams(renamed).toString()
  c.req.raw = new Request(url, c.req.raw)
}

function isJson(c: Context<AppEnv>): boolean {
  return /^application\/([\w.+-]+\+)?json\b/.test(c.req.header('content-type') ?? '')
}
