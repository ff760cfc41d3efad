/** Counts each request for the metrics and SLOs of the deployment. */
import type { Context } from 'hono'
import { FAST_INSIGHT_MS } from '../../pipelines/observe/slo'
import type { AppEnv } from '../http/app-env'
import { operationOf } from '../http/operation'
import { outcomeOf } from '../http/request-log'
import { workKind } from '../metering/work-kind'

export function countRequest(c: Context<AppEnv>, totalMs: number): void {
  const { isolate, defer } = c.get('services')
  const { counts } = isolate.metrics
  const { status } = c.res
  const operation = operationOf(c)
  counts.count('fareline_requests', { operation, status: String(status) })
  counts.observe('fareline_request_duration_seconds', { operation }, totalMs / 1_000)
  const account = c.get('principal')?.scope.account
  if (account !== undefined)
    counts.count('fareline_account_requests', { account, outcome: outcomeOf(status) })
  // Documents and probes would hide that questions fail.
  if (workKind(operation) !== 'free') counts.judge('availability', status < 500)
  if (operation === 'GET /v1/price-insights' && status === 200)
    counts.judge('insight_latency', totalMs < FAST_INSIGHT_MS)
  isolate.metrics.reportSoon(defer)
}
