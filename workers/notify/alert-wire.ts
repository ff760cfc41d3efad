/** The form of an alert in the API and in webhooks. */
import { z } from '@hono/zod-openapi'
import { PRIORITIES } from '../../pipelines/watch/causes/priority'
import type { AlertRow } from '../storage/alerting/alert-rows'

export const AlertWire = z
  .object({
    id: z.string(),
    kind: z.string().openapi({
      description:
        'target_price, price_drop, incident, dead_letters, data_quality, dead_job, webhook_disabled',
    }),
    subject: z.string(),
    state: z.enum(['raised', 'resolved']),
    priority: z.enum(PRIORITIES),
    detail: z.string(),
    rule_id: z.string().nullable(),
    at: z.iso.datetime(),
  })
  .openapi('Alert')

export function alertWire(alert: AlertRow): z.infer<typeof AlertWire> {
  const { id, kind, subject, state, detail, ruleId, at } = alert
  const priority = PRIORITIES.find((each) => each === alert.priority) ?? 'P3'
  return {
    id,
    kind,
    subject,
    state,
    priority,
    detail,
    rule_id: ruleId,
    at: new Date(at).toISOString(),
  }
}

/** The body of a webhook, as the Standard Webhooks specification recommends it. */
export function webhookBody(type: string, at: number, data: unknown): string {
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data })
}
