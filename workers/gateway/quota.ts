/** Takes a request's units from the quota of its key, and counts its work. */
import type { Context } from 'hono'
import type { AppEnv, Work } from '../http/app-env'
import { operationOf } from '../http/operation'
import type { ProblemCode } from '../http/problem'
import { costOf, itemUnits } from '../metering/costs'
import type { Allowance, Meter } from '../metering/quota-leases'
import { WINDOW_MS } from '../metering/quota-window'
import type { Services } from '../services'
import type { Principal } from '../storage/account/api-keys'
import { meterName } from '../storage/account/meter-name'

export type OverQuota = {
  readonly code: Extract<ProblemCode, 'rate-limited'>
  readonly detail: string
}

/** Units of the request itself. */
export function takeRequest(c: Context<AppEnv>): Promise<OverQuota | undefined> {
  c.set('work', { items: 0, units: 0 })
  return takeUnits(c, costOf(operationOf(c)).request)
}

/** Units of the items that a request brings; called before the work on them begins. */
export function takeItems(c: Context<AppEnv>, items: number): Promise<OverQuota | undefined> {
  c.get('work').items += items
  return takeUnits(c, itemUnits(costOf(operationOf(c)), items))
}

/** Units for markets beyond the first of each question about a city; called before they are read. */
export function takeMarkets(c: Context<AppEnv>, further: number): Promise<OverQuota | undefined> {
  return takeUnits(c, Math.ceil(further / costOf(operationOf(c)).itemsPerUnit))
}

async function takeUnits(c: Context<AppEnv>, units: number): Promise<OverQuota | undefined> {
  if (units === 0) return undefined
  const { services, principal, work } = c.var
  const limit = limitOf(services, principal)
  const { leases } = services.isolate.metered
  const allowance = await leases.take(principal.keyId, units, limit, meterOf(services, principal))
  for (const [name, value] of Object.entries(quotaFields(allowance))) c.header(name, value)
  if (allowance.allowed) {
    work.units += units
    return undefined
  }
  c.header('retry-after', String(allowance.resetSeconds))
  return { code: 'rate-limited', detail: refusalText(units, limit, allowance) }
}

function refusalText(units: number, limit: number, { resetSeconds, remaining }: Allowance): string {
  if (units > limit) {
    return `This request takes ${units} units and the key has ${limit} a minute; send fewer items at once.`
  }
  return `This request takes ${units} of the ${limit} units a minute of this key, ${remaining} are left; send it again in ${resetSeconds} s.`
}

/** Fields of draft-ietf-httpapi-ratelimit-headers-10. */
export function quotaFields({ policy, limit, remaining, resetSeconds }: Allowance) {
  return {
    'ratelimit-policy': `"${policy}";q=${Math.floor(limit)};w=${WINDOW_MS / 1000}`,
    ratelimit: `"${policy}";r=${Math.floor(remaining)};t=${resetSeconds}`,
  }
}

function limitOf({ requestsPerMinute }: Services, { unitsPerMinute }: Principal): number {
  return unitsPerMinute ?? requestsPerMinute
}

/** Takes the units of a request from what this isolate holds; undefined, and nothing taken, where that is too little. */
export function takeUnitsNow(
  services: Services,
  principal: Principal,
  units: number
): Allowance | undefined {
  const { leases } = services.isolate.metered
  const limit = limitOf(services, principal)
  return leases.takeNow(principal.keyId, units, limit, meterOf(services, principal))
}

function meterOf(services: Services, { scope, keyId }: Principal): Meter {
  const { meters, defer, wallNow } = services
  return {
    lease: (request) => meters.getByName(meterName(scope, keyId)).lease(request),
    wait: (ms) => scheduler.wait(ms),
    defer,
    clock: wallNow,
  }
}

/** Counts an answered request; its meter has the count within about a second. */
export function countUsage(c: Context<AppEnv>): void {
  const { services, principal, work } = c.var
  if (principal && work) countWork(services, principal, operationOf(c), work)
}

export function countWork(
  services: Services,
  principal: Principal,
  operation: string,
  { items, units }: Work
): void {
  const counts = { requests: 1, items, units }
  services.isolate.metered.usage.add(principal.keyId, operation, counts, {
    ...meterOf(services, principal),
    report: (report, day) =>
      services.meters.getByName(meterName(principal.scope, principal.keyId)).report(report, day),
  })
}
