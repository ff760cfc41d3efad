/** Counts deliveries of the queue for the metrics and SLOs of the deployment. */
import { FRESH_MS } from '../../pipelines/observe/slo'
import type { Services } from '../services'

export type DeliveryOutcome = 'done' | 'retried' | 'set_aside'

/** A message counts towards freshness once, when it is done; its age is that since it was sent. */
export function countDelivery(
  { isolate, wallNow, defer }: Services,
  { timestamp }: Pick<Message, 'timestamp'>,
  outcome: DeliveryOutcome
): void {
  const { counts } = isolate.metrics
  counts.count('fareline_queue_messages', { outcome })
  if (outcome === 'done') {
    const ageMs = Math.max(0, wallNow() - timestamp.getTime())
    counts.observe('fareline_queue_age_seconds', {}, ageMs / 1_000)
    counts.judge('freshness', ageMs <= FRESH_MS)
  }
  isolate.metrics.reportSoon(defer)
}
