/**
 * A caller admitted from the isolate's memory. It refuses nobody: whoever is not plainly admitted goes
 * the whole way through `admit`, which has the words and the side effects of a refusal.
 */
import { type Services, withScope } from '../services'
import type { Principal } from '../storage/account/api-keys'
import { isBlocked } from '../storage/account/failed-attempts'
import { clockIn } from './auth'

const SCHEME = 'Bearer '

export type KnownCaller = {
  readonly principal: Principal
  /** The services of the request, with the caller's scope and the request's clock. */
  readonly services: Services
}

/** Takes no units. Access tokens are checked by their signature, so none is known here. */
export function knownCaller(headers: Headers, services: Services): KnownCaller | undefined {
  const authorization = headers.get('authorization')
  if (!authorization?.startsWith(SCHEME)) return undefined
  const { keys } = services.isolate
  const wallNow = services.wallNow()
  const principal = keys.cached(authorization.slice(SCHEME.length), wallNow)
  if (!principal || !keys.isUseWritten(principal.keyId, wallNow)) return undefined
  const address = headers.get('cf-connecting-ip')
  if (address !== null && isBlocked(keys.failures, address, wallNow)) return undefined

  const scoped = withScope(services, principal.scope, principal.pool)
  const clock = headers.get('fareline-now')
  if (clock === null) return { principal, services: scoped }
  const now = principal.scope.mode === 'test' ? clockIn(clock) : undefined
  return now === undefined ? undefined : { principal, services: { ...scoped, now } }
}
