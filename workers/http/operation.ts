/**
 * The operation of the contract that a request reaches: "POST /v1/jobs/{name}:run". A path of its own
 * may name a user; this one does not.
 */
import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { AppEnv } from './app-env'

export function operationOf(c: Context<AppEnv>): string {
  const known = c.get('operation')
  if (known !== undefined) return known
  const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL')
  const operation = `${c.req.method} ${route ? contractPath(route.path) : 'unmatched'}`
  c.set('operation', operation)
  return operation
}

/** The router writes `:id`, and `:id{.+:rotate}` where a verb follows the id. */
export function contractPath(path: string): string {
  return path.replace(/\/:(\w+)(?:\{\.\+(:\w+)\})?/g, '/{$1}$2')
}
