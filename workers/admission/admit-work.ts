/**
 * The first door of a request: the switch that stops writes, the work this isolate has in flight, the
 * size of the body. Nothing was read from a store or from the body before it.
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { AppEnv } from '../http/app-env'
import { operationOf } from '../http/operation'
import { problem } from '../http/problem'
import { isWrite, workKind } from '../metering/work-kind'
import { bodyBytes, limitBody } from './body-limits'
import { readWriteSwitch } from './write-switch'

/** Work in flight takes milliseconds; a second spreads what comes again. */
const OVERLOAD_RETRY_SECONDS = '1'
/** Somebody ends it by hand. */
const READ_ONLY_RETRY_SECONDS = '60'

export const admitWork: MiddlewareHandler<AppEnv> = async (c, next) => {
  const operation = operationOf(c)
  if (isWrite(operation)) {
    const reason = await whyReadOnly(c, operation)
    if (reason !== undefined) return refuseWrite(c, reason)
  }
  const { isolate, mostInFlight } = c.get('services')
  const kind = workKind(operation)
  const leave = isolate.workInFlight.enter(kind, bodyBytes(c.req.raw, operation), mostInFlight)
  if (!leave) return refuseOverload(c, kind)
  try {
    return await limitBody(operation, next, c)
  } finally {
    leave()
  }
}

/** The operation that ends it. */
const SWITCH = 'PUT /v1/read-only'

/** Undefined while writes are on. */
async function whyReadOnly(c: Context<AppEnv>, operation: string): Promise<string | undefined> {
  const services = c.get('services')
  if (services.readOnly) return 'READ_ONLY'
  if (operation === SWITCH) return undefined
  return (await readWriteSwitch(services))?.reason
}

function refuseWrite(c: Context<AppEnv>, reason: string) {
  c.header('retry-after', READ_ONLY_RETRY_SECONDS)
  return problem(
    c,
    'read-only',
    `Writes are switched off for a while (${reason}). Nothing was stored; repeat the request later.`
  )
}

function refuseOverload(c: Context<AppEnv>, kind: string) {
  c.header('retry-after', OVERLOAD_RETRY_SECONDS)
  return problem(
    c,
    'overloaded',
    `This part of the service has as much work as it can do, so it takes no further ${kind}. ` +
      `Repeat the request in ${OVERLOAD_RETRY_SECONDS} s.`
  )
}
