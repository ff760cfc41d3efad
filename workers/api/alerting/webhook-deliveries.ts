/** The log of webhook deliveries, and sending one again. */

import { createRoute, z } from '@hono/zod-openapi'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { instantOrNull } from '../../http/instant'
import { AfterNumber, limitUpTo, pageOf } from '../../http/page'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { DELIVERY_STATES } from '../../storage/alerting/alerting-schema'
import { type Delivery, listDeliveries, redeliver } from '../../storage/alerting/delivery-rows'

const DeliveryWire = z
  .object({
    id: z.int(),
    endpoint_id: z.string(),
    message_id: z.string().openapi({ description: 'The `webhook-id` of every attempt' }),
    type: z.string().openapi({ example: 'alert.raised' }),
    state: z.enum(DELIVERY_STATES).openapi({ description: '"dead": given up' }),
    attempts: z.int(),
    created_at: z.iso.datetime(),
    next_attempt_at: z.iso.datetime().nullable(),
    last_attempt_at: z.iso.datetime().nullable(),
    last_status: z.int().nullable(),
    last_error: z.string().nullable(),
    body: z.string(),
  })
  .openapi('WebhookDelivery')

const REFUSALS = ['unauthorized', 'forbidden', 'rate-limited', 'unavailable'] as const

const listRoute = createRoute({
  operationId: 'listWebhookDeliveries',
  method: 'get',
  path: '/v1/webhook-deliveries',
  tags: ['Alerts'],
  summary: 'List webhook deliveries',
  description: 'Newest first, with the outcome of the last attempt. Kept for 30 days.',
  middleware: [requireScope('insights:read')] as const,
  request: {
    query: z.strictObject({
      endpoint: z.string().optional().openapi({ description: 'Id of a webhook endpoint' }),
      state: z.enum(DELIVERY_STATES).optional().openapi({ description: 'Only of this state' }),
      limit: limitUpTo(200, 50),
      after: AfterNumber,
    }),
  },
  responses: {
    200: json(envelope(z.array(DeliveryWire)), '`links.next` leads to older deliveries'),
    ...problems('invalid-request', ...REFUSALS),
  },
})

const redeliverRoute = createRoute({
  operationId: 'redeliverWebhook',
  method: 'post',
  path: '/v1/webhook-deliveries/{id}:redeliver',
  tags: ['Alerts'],
  summary: 'Send a webhook again',
  description: 'With the same `webhook-id`, within a minute and with all retries before it.',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: json(envelope(DeliveryWire), 'It waits to be sent'),
    ...problems('not-found', ...REFUSALS),
  },
})

export const webhookDeliveries = createRouter().openapi(listRoute, async (c) => {
  const { services, principal } = c.var
  const query = c.req.valid('query')
  const found = await reach('database', listDeliveries(services.db, principal.scope, query))
  const { page, links } = pageOf(found, c.req.path, query, ({ id }) => id)
  return c.json(enveloped(c, page.map(wireOf), { links }), 200)
})

// The router cannot split "{id}:redeliver", so the contract is registered beside the handler.
webhookDeliveries.openAPIRegistry.registerPath(redeliverRoute)
webhookDeliveries.post(
  '/v1/webhook-deliveries/:id{.+:redeliver}',
  requireScope('jobs:run'),
  async (c) => {
    const { services, principal } = c.var
    const id = c.req.param('id').slice(0, -':redeliver'.length)
    const delivery = await reach(
      'database',
      redeliver(services.db, principal.scope, Number(id), services.now)
    )
    if (!delivery) return problem(c, 'not-found', `There is no delivery "${id}".`)
    return c.json(enveloped(c, wireOf(delivery)), 200)
  }
)

function wireOf(delivery: Delivery) {
  return {
    id: delivery.id,
    endpoint_id: delivery.endpointId,
    message_id: delivery.messageId,
    type: delivery.type,
    state: delivery.state,
    attempts: delivery.attempts,
    created_at: new Date(delivery.createdAt).toISOString(),
    next_attempt_at: instantOrNull(delivery.dueAt),
    last_attempt_at: instantOrNull(delivery.lastAttemptAt),
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
    body: delivery.body,
  }
}
