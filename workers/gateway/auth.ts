/** Authenticates the caller, and sets their permissions and the clock of the request. */

import type { Context, MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { Permission } from '../../pipelines/events/permission'
import type { AppEnv } from '../http/app-env'
import { type ProblemCode, type ProblemError, problem } from '../http/problem'
import { reach } from '../http/unavailable'
import { isAccessToken, readToken } from '../secrets/access-tokens'
import { type Services, withScope } from '../services'
import { type Principal, recordUse } from '../storage/account/api-keys'
import { countFailure, FAILURE_WINDOW_MS, isBlocked } from '../storage/account/failed-attempts'
import { takeRequest } from './quota'

const Clock = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

/** The reason why a request was refused. */
export type Refusal = {
  readonly code: ProblemCode
  readonly detail: string
  readonly errors?: readonly ProblemError[]
}

/** `Authorization: Bearer sk_...`; with a test key, `Fareline-Now` sets the request's clock. */
export const authenticate: MiddlewareHandler<AppEnv> = async (c, next) => {
  const refusal = await admit(c)
  return refusal ? problem(c, refusal.code, refusal.detail, refusal.errors) : next()
}

/** Sets the caller and the clock, or returns the refusal; the dialect formats it. */
export async function admit(c: Context<AppEnv>): Promise<Refusal | undefined> {
  const [scheme, key] = (c.req.header('authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'bearer' || !key) {
    c.header('www-authenticate', 'Bearer')
    return {
      code: 'unauthorized',
      detail: 'Send the header "Authorization: Bearer sk_test_..." or "sk_live_...".',
    }
  }
  const services = c.get('services')
  const blocked = refuseGuesser(c)
  if (blocked) return blocked
  const principal = await principalOf(key, services)
  if (principal === 'expired' || !principal) {
    if (!principal) countGuess(c)
    c.header('www-authenticate', 'Bearer error="invalid_token"')
    return {
      code: principal ? 'token-expired' : 'unauthorized',
      detail: principal ? 'Request another token.' : 'This API key is unknown or was revoked.',
    }
  }
  c.set('principal', principal)
  c.set('services', withScope(services, principal.scope, principal.pool))
  const now = services.wallNow()
  if (services.isolate.keys.isUseDue(principal.keyId, now))
    services.defer(noteUse(services, principal.keyId, now))
  return (await takeRequest(c)) ?? setClock(c, principal)
}

/** Refuses an address that sent too many unknown keys, before the database is read. */
export function refuseGuesser(c: Context<AppEnv>): Refusal | undefined {
  const { isolate, wallNow } = c.get('services')
  const address = c.req.header('cf-connecting-ip')
  if (address === undefined || !isBlocked(isolate.keys.failures, address, wallNow()))
    return undefined
  c.header('retry-after', String(FAILURE_WINDOW_MS / 1000))
  return {
    code: 'rate-limited',
    detail: 'This address sent too many unknown API keys; wait a minute.',
  }
}

export function countGuess(c: Context<AppEnv>): void {
  const { isolate, wallNow } = c.get('services')
  const address = c.req.header('cf-connecting-ip')
  if (address !== undefined) countFailure(isolate.keys.failures, address, wallNow())
}

/** A use that cannot be written is logged; the answer does not depend on it. */
async function noteUse({ db, log }: Services, keyId: string, now: number): Promise<void> {
  try {
    await recordUse(db, keyId, now)
  } catch (error) {
    log.error('use of a key not recorded', { keyId, error })
  }
}

async function principalOf(
  key: string,
  { db, isolate, tokenKeys, wallNow }: Services
): Promise<Principal | 'expired' | undefined> {
  const now = wallNow()
  if (!isAccessToken(key)) return reach('database', isolate.keys.find(db, key, now))
  const token = await readToken(key, now / 1000, tokenKeys)
  if (token === 'expired') return token
  if (token === 'invalid') return undefined
  const principal = await reach('database', isolate.keys.findById(db, token.keyId, now))
  return principal && limitedTo(principal, token.permissions)
}

/** A token never grants more than the current permissions of its key. */
function limitedTo(principal: Principal, permissions: ReadonlySet<Permission>): Principal {
  const common = [...permissions].filter((each) => principal.permissions.has(each))
  return { ...principal, permissions: new Set(common) }
}

/** The instant that the header states; undefined where it is no instant. */
export function clockIn(header: string): number | undefined {
  return Clock.safeParse(header).data
}

function setClock(c: Context<AppEnv>, { scope: { mode } }: Principal): Refusal | undefined {
  const clock = c.req.header('fareline-now')
  if (clock === undefined) return undefined
  const detail =
    mode === 'live'
      ? 'Only test keys may set a clock; leave Fareline-Now out.'
      : 'Fareline-Now must be an RFC 3339 instant, such as 2022-07-20T12:00:00Z.'
  const now = clockIn(clock)
  if (mode === 'live' || now === undefined) {
    const errors = [{ pointer: '/Fareline-Now', location: 'header', detail } as const]
    return { code: 'invalid-request', detail, errors }
  }
  c.set('services', { ...c.get('services'), now })
  return undefined
}

export function requireScope(permission: Permission): MiddlewareHandler<AppEnv> {
  return (c, next) =>
    c.get('principal').permissions.has(permission)
      ? next()
      : Promise.resolve(problem(c, 'forbidden', `This API key lacks the scope "${permission}".`))
}
