/**
 * Answers a repeated price insight from its kept text, before the router. It answers only what the
 * router would answer from the same memory, byte for byte; for everything else it takes nothing, counts
 * nothing and returns undefined.
 */
import { fillText } from '../../pipelines/answers/price-insight/insight-text'
import { openDraft } from '../answering/issue'
import { type InsightAddress, insightAddress } from '../answering/warm/insight-address'
import { type RecalledInsight, recallInsight } from '../answering/warm/recall-insight'
import { countAnswer } from '../gateway/count-request'
import { type KnownCaller, knownCaller } from '../gateway/known-caller'
import { countWork, quotaFields, takeUnitsNow } from '../gateway/quota'
import { entityTag, KEEP_HEADERS } from '../http/http-cache'
import { requestIdOf } from '../http/request-id'
import { logAnswer } from '../http/request-log'
import { ANSWER_HEADERS } from '../http/security-headers'
import { serverTiming } from '../http/timing'
import { costOf } from '../metering/costs'
import { connect } from '../services'

export const OPERATION = 'GET /v1/price-insights'
const UNITS = costOf(OPERATION).request

export function answerWarm(
  request: Request,
  env: Env,
  ctx: Pick<ExecutionContext, 'waitUntil'>
): Response | undefined {
  if (request.method !== 'GET') return undefined
  const address = insightAddress(request.url)
  if (!address) return undefined
  const start = performance.now()
  const { headers } = request
  // Answers to other origins and to holders of an entity tag have forms of their own.
  if (headers.has('origin') || headers.has('if-none-match')) return undefined
  const requestId = requestIdOf(headers)
  const work = {
    requestId,
    route: OPERATION,
    defer: (each: Promise<unknown>) => ctx.waitUntil(each),
  }
  const caller = knownCaller(headers, connect(env, work))
  if (!caller?.principal.permissions.has('insights:read')) return undefined
  const recalled = recallInsight(address, caller.principal.scope, caller.services)
  return recalled && issueWarm(request, address, caller, recalled, start)
}

function issueWarm(
  request: Request,
  { self }: InsightAddress,
  { principal, services }: KnownCaller,
  { kept, values }: RecalledInsight,
  start: number
): Response | undefined {
  const { isolate, mostInFlight, log, requestId } = services
  const draft = openDraft(services)
  if (draft.isRecorded) {
    // Its record has the inputs of the models, so it is computed, as the decision drawn here.
    isolate.drawn.set(request, draft)
    return undefined
  }
  const leave = isolate.workInFlight.enter('read', 0, mostInFlight)
  if (!leave) return undefined
  leave()
  const allowance = takeUnitsNow(services, principal, UNITS)
  if (!allowance) return undefined

  const body = fillText(kept.text, { ...values, self, requestId, decisionId: draft.id })
  countWork(services, principal, OPERATION, { items: 0, units: UNITS })
  const totalMs = performance.now() - start
  const response = new Response(body, {
    headers: {
      'content-type': 'application/json',
      ...KEEP_HEADERS,
      ...ANSWER_HEADERS,
      ...quotaFields(allowance),
      etag: entityTag(request.url, kept.inputsTag),
      'cache-tag': kept.cacheTag,
      'x-request-id': requestId,
      'server-timing': serverTiming([], totalMs),
    },
  })
  logAnswer(log, 200, totalMs, [])
  const answered = { operation: OPERATION, account: principal.scope.account, status: 200 }
  countAnswer(services, answered, totalMs)
  return response
}
