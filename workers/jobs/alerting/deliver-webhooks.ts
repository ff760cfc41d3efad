/**
 * Delivers webhooks: new alerts at once, failed ones again over a day, and no more to an endpoint
 * that is gone or took nothing for all that time. What happened is stored after each attempt, so a
 * run that dies repeats at most the attempts under way, with the same `webhook-id`.
 */
import { DAY_MS } from '../../../models/airline/calendar'
import { retryDelay } from '../../../pipelines/watch/retry-schedule'
import { fanOutAlerts } from '../../notify/fan-out'
import { type Attempt, postWebhook } from '../../notify/post-webhook'
import type { Services } from '../../services'
import { changeAlerts } from '../../storage/alerting/alert-rows'
import {
  type Delivery,
  dueDeliveries,
  forgetDeliveries,
  recordAttempt,
} from '../../storage/alerting/delivery-rows'
import { disableEndpoint, type Endpoint, findEndpoint } from '../../storage/alerting/endpoint-rows'
import { defineJob, eachPage, type Run } from '../runs/run-job'

/** The platform opens six connections at a time. */
const ENDPOINTS_AT_ONCE = 6
const PAGE = 300
const PAGES_PER_RUN = 5
const KEPT_DAYS = 30
const FORGOTTEN_PER_RUN = 2_000

type DeliveryCounts = { delivered: number; failed: number; dead: number }

export const deliverWebhooks = defineJob('deliver-webhooks', 'webhooks', async (run) => {
  const { services, at, scopes } = run
  const { db } = services
  const fannedOut = await fanOutAlerts(services, scopes, at)
  const counts: DeliveryCounts = { delivered: 0, failed: 0, dead: 0 }
  /** An endpoint that failed in this run is left alone until the next. */
  const failing = new Set<string>()
  const whole = await eachPage(run, PAGES_PER_RUN, async () => {
    const due = await dueDeliveries(db, scopes, at, PAGE)
    const open = due.filter(({ endpointId }) => !failing.has(endpointId))
    await deliverAll(run, open, failing, counts)
    return open.length === 0
  })
  const forgotten = await forgetDeliveries(db, at - KEPT_DAYS * DAY_MS, FORGOTTEN_PER_RUN)
  return { alerts: fannedOut.alerts, ...counts, forgotten, more: fannedOut.more || !whole }
})

async function deliverAll(
  run: Run,
  deliveries: readonly Delivery[],
  failing: Set<string>,
  counts: DeliveryCounts
): Promise<void> {
  const queues = [...Map.groupBy(deliveries, ({ endpointId }) => endpointId).values()]
  const work = async () => {
    for (let queue = queues.pop(); queue; queue = queues.pop()) {
      await deliverQueue(run, queue, failing, counts)
    }
  }
  await Promise.all(Array.from({ length: ENDPOINTS_AT_ONCE }, work))
}

/** In order, up to the first failure. */
async function deliverQueue(
  { services, at, renew }: Run,
  queue: readonly Delivery[],
  failing: Set<string>,
  counts: DeliveryCounts
): Promise<void> {
  const [first] = queue
  const endpoint = first && (await findEndpoint(services.db, first.scope, first.endpointId))
  if (!first || !endpoint) return
  for (const delivery of queue) {
    await renew()
    const attempt = await postWebhook(services, endpoint, delivery)
    countAttempt(services, attempt)
    await settle(services, endpoint, delivery, attempt, at, counts)
    if (attempt.outcome === 'delivered') continue
    failing.add(endpoint.id)
    return
  }
}

function countAttempt({ isolate }: Services, { outcome }: Attempt): void {
  isolate.metrics.counts.count('fareline_webhook_attempts', { outcome })
  isolate.metrics.counts.judge('webhook_delivery', outcome === 'delivered')
}

async function settle(
  services: Services,
  endpoint: Endpoint,
  delivery: Delivery,
  attempt: Attempt,
  at: number,
  counts: DeliveryCounts
): Promise<void> {
  const { db, log } = services
  const attempts = delivery.attempts + 1
  const delay = attempt.outcome === 'failed' ? retryDelay(attempts, Math.random()) : undefined
  const undelivered = delay === undefined ? 'dead' : 'pending'
  const state = attempt.outcome === 'delivered' ? 'delivered' : undelivered
  await recordAttempt(db, delivery, {
    state,
    attempts,
    dueAt: delay === undefined ? null : at + delay,
    lastStatus: attempt.status,
    lastError: attempt.outcome === 'failed' ? attempt.error : null,
    lastAttemptAt: at,
  })
  counts[state === 'pending' ? 'failed' : state] += 1
  if (state !== 'dead') return
  const { id, messageId } = delivery
  log.warn('webhook given up', { delivery: id, messageId, endpoint: endpoint.id, attempt })
  const tookNothing = (endpoint.lastDeliveredAt ?? 0) < delivery.createdAt
  if (attempt.outcome === 'gone') await disable(services, endpoint, 'it answered 410 Gone', at)
  else if (tookNothing) await disable(services, endpoint, 'it took nothing for a day', at)
}

async function disable({ db }: Services, endpoint: Endpoint, reason: string, at: number) {
  if (!(await disableEndpoint(db, endpoint, reason))) return
  const watched = {
    subject: endpoint.id,
    isRaised: true,
    detail: `The webhook endpoint ${endpoint.url} is disabled: ${reason}`,
    priority: 'P2' as const,
  }
  await changeAlerts(db, endpoint.scope, 'webhook_disabled', [watched], at)
}
