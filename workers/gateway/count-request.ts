/** Counts each request for the metrics and SLOs of the deployment. */
import type { Context } from 'hono'
import { FAST_INSIGHT_MS } from '../../pipelines/observe/slo'
import type { AppEnv } from '../http/app-env'
import { operationOf } from '../http/operation'
import { outcomeOf } from '../http/request-log'
import { workKind } from '../metering/work-kind'
import type { Services } from '../services'

export function countRequest(c: Context<AppEnv>, totalMs: number): void {
  const account = c.get('principal')?.scope.account
  countAnswer(
    c.get('services'),
    { operation: operationOf(c), account, status: c.res.status },
    totalMs
  )
}

export type Answered = {
  readonly operation: string
  /** Undefined before a caller is known. */
  readonly account: string | undefined
  readonly status: number
}

export function countAnswer(
  { isolate, defer }: Pick<Services, 'isolate' | 'defer'>,
  { operation, account, status }: Answered,
  totalMs: number
): void {
  const { counts } = isolate.metrics
  counts.count('fareline_requests', { operation, status: String(status) })
  counts.observe('fareline_request_duration_seconds', { operation }, totalMs / 1_000)
  if (account !== undefined)
    counts.count('fareline_account_requests', { account, outcome: outcomeOf(status) })
  // Documents and probes would hide that questions fail.
  if (workKind(operation) !== 'free') counts.judge('availability', status < 500)
  if (operation === 'GET /v1/price-insights' && status === 200)
    counts.judge('insight_latency', totalMs < FAST_INSIGHT_MS)
  isolate.metrics.reportSoon(defer)
}
