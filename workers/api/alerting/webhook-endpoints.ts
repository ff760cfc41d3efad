/** Webhook endpoints of an account, by the Standard Webhooks specification. */

import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { DAY_MS } from '../../../models/airline/calendar'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import type { AppEnv } from '../../http/app-env'
import { envelope, enveloped, json } from '../../http/http'
import { instantOrNull } from '../../http/instant'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { webhookBody } from '../../notify/alert-wire'
import { postWebhook } from '../../notify/post-webhook'
import { createSecret } from '../../notify/webhook-signature'
import { checkTarget } from '../../notify/webhook-target'
import {
  addEndpoint,
  type Endpoint,
  enableEndpoint,
  findEndpoint,
  listEndpoints,
  MAX_ENDPOINTS,
  removeEndpoint,
  replaceSecrets,
} from '../../storage/alerting/endpoint-rows'

/** The old secret goes on signing beside the new one, until receivers have changed it. */
const OVERLAP_MS = DAY_MS

const EndpointRequest = z
  .strictObject({
    url: z.string().max(2_000).openapi({ example: 'https://example.com/hooks' }),
    description: z.string().max(200).default(''),
    kinds: z
      .array(z.string().min(1).max(50))
      .max(20)
      .default([])
      .openapi({ description: 'Kinds of alerts to send; all when empty' }),
  })
  .openapi('WebhookEndpointRequest')

const EndpointWire = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    kinds: z.array(z.string()),
    status: z.enum(['enabled', 'disabled']),
    disabled_reason: z.string().nullable(),
    created_at: z.iso.datetime(),
    last_delivered_at: z.iso.datetime().nullable(),
  })
  .openapi('WebhookEndpoint')

const WithSecret = EndpointWire.extend({
  secret: z.string().openapi({ description: 'Verifies signatures; shown this once' }),
}).openapi('WebhookEndpointWithSecret')

const Ping = z
  .object({ delivered: z.boolean(), status: z.int().nullable(), error: z.string().nullable() })
  .openapi('WebhookPing')

const REFUSALS = ['unauthorized', 'forbidden', 'rate-limited', 'unavailable'] as const
const params = z.object({ id: z.string() })
const tags = ['Alerts']
const isAdmin = requireScope('keys:admin')

const listRoute = createRoute({
  operationId: 'listWebhookEndpoints',
  method: 'get',
  path: '/v1/webhook-endpoints',
  tags,
  summary: 'List webhook endpoints',
  description: 'Endpoints of the account and mode of the key, oldest first, without their secrets.',
  middleware: [requireScope('insights:read')] as const,
  responses: {
    200: json(envelope(z.array(EndpointWire)), 'All endpoints'),
    ...problems(...REFUSALS),
  },
})

const createEndpointRoute = createRoute({
  operationId: 'createWebhookEndpoint',
  method: 'post',
  path: '/v1/webhook-endpoints',
  tags,
  summary: 'Create a webhook endpoint',
  description: `Alerts are sent there from now on. An account may have ${MAX_ENDPOINTS} a mode.`,
  middleware: [isAdmin] as const,
  request: {
    body: { required: true, content: { 'application/json': { schema: EndpointRequest } } },
  },
  responses: {
    201: json(envelope(WithSecret), 'The endpoint and its secret'),
    ...problems('invalid-request', ...REFUSALS),
  },
})

const deleteRoute = createRoute({
  operationId: 'deleteWebhookEndpoint',
  method: 'delete',
  path: '/v1/webhook-endpoints/{id}',
  tags,
  summary: 'Delete a webhook endpoint',
  description: 'Its deliveries go with it.',
  middleware: [isAdmin] as const,
  request: { params },
  responses: {
    200: json(envelope(EndpointWire), 'The endpoint as it was'),
    ...problems('not-found', ...REFUSALS),
  },
})

function actionRoute<S extends z.ZodType>(
  action: string,
  operationId: string,
  summary: string,
  description: string,
  schema: S
) {
  return createRoute({
    operationId,
    method: 'post',
    path: `/v1/webhook-endpoints/{id}:${action}`,
    tags,
    summary,
    description,
    request: { params },
    responses: {
      200: json(envelope(schema), 'Done'),
      ...problems('not-found', ...REFUSALS),
    },
  })
}

export const webhookEndpoints = createRouter()
  .openapi(listRoute, async (c) => {
    const { services, principal } = c.var
    const endpoints = await reach('database', listEndpoints(services.db, principal.scope))
    return c.json(enveloped(c, endpoints.map(wireOf)), 200)
  })
  .openapi(createEndpointRoute, async (c) => {
    const { services, principal } = c.var
    const { url, description, kinds } = c.req.valid('json')
    const target = await reach('name lookup', checkTarget(url, services))
    if (typeof target === 'string') {
      const errors = [{ pointer: '/url', location: 'body' as const, detail: target }]
      return problem(c, 'invalid-request', target, errors)
    }
    const secret = createSecret()
    const id = `whe_${crypto.randomUUID()}`
    await recordAct(c, {
      action: 'webhook.change',
      subject: id,
      detail: { created: target.origin },
    })
    const endpoint = await reach(
      'database',
      addEndpoint(services.db, {
        id,
        scope: principal.scope,
        url: target.href,
        description,
        kinds,
        secrets: [{ secret, expiresAt: null }],
        disabledReason: null,
        createdAt: services.now,
        lastDeliveredAt: null,
      })
    )
    if (!endpoint) {
      const detail = `The account has ${MAX_ENDPOINTS} endpoints; delete one first.`
      return problem(c, 'invalid-request', detail)
    }
    return c.json(enveloped(c, { ...wireOf(endpoint), secret }), 201)
  })
  .openapi(deleteRoute, async (c) => {
    const { services } = c.var
    const { id } = c.req.valid('param')
    const endpoint = await endpointOf(c, id)
    if (!endpoint) return problem(c, 'not-found', missing(id))
    await recordAct(c, { action: 'webhook.change', subject: id, detail: { deleted: true } })
    await reach('database', removeEndpoint(services.db, endpoint))
    return c.json(enveloped(c, wireOf(endpoint)), 200)
  })

// The router cannot split "{id}:ping", so these contracts are registered beside their handlers.
webhookEndpoints.openAPIRegistry.registerPath(
  actionRoute(
    'ping',
    'pingWebhookEndpoint',
    'Send a test message to a webhook endpoint',
    'Sends one signed message of type `ping` and returns how it was answered. It is not repeated.',
    Ping
  )
)
webhookEndpoints.post('/v1/webhook-endpoints/:id{.+:ping}', isAdmin, async (c) => {
  const { services } = c.var
  const id = c.req.param('id').slice(0, -':ping'.length)
  const endpoint = await endpointOf(c, id)
  if (!endpoint) return problem(c, 'not-found', missing(id))
  const body = webhookBody('ping', services.wallNow(), { endpoint_id: id })
  const message = { messageId: `msg_${crypto.randomUUID().replaceAll('-', '')}`, body }
  const attempt = await postWebhook(services, endpoint, message)
  const delivered = attempt.outcome === 'delivered'
  const error = attempt.outcome === 'failed' ? attempt.error : null
  return c.json(enveloped(c, { delivered, status: attempt.status, error }), 200)
})

webhookEndpoints.openAPIRegistry.registerPath(
  actionRoute(
    'rotate',
    'rotateWebhookSecret',
    'Replace the secret of a webhook endpoint',
    'For a day messages are signed by the old and the new secret, so that receivers miss none.',
    WithSecret
  )
)
webhookEndpoints.post('/v1/webhook-endpoints/:id{.+:rotate}', isAdmin, async (c) => {
  const { services } = c.var
  const id = c.req.param('id').slice(0, -':rotate'.length)
  const endpoint = await endpointOf(c, id)
  if (!endpoint) return problem(c, 'not-found', missing(id))
  const secret = createSecret()
  const now = services.wallNow()
  const [newest] = endpoint.secrets
  const kept = newest ? [{ secret: newest.secret, expiresAt: now + OVERLAP_MS }] : []
  const secrets = [{ secret, expiresAt: null }, ...kept]
  await recordAct(c, { action: 'webhook.change', subject: id, detail: { rotated: true } })
  await reach('database', replaceSecrets(services.db, endpoint, secrets))
  return c.json(enveloped(c, { ...wireOf(endpoint), secret }), 200)
})

webhookEndpoints.openAPIRegistry.registerPath(
  actionRoute(
    'enable',
    'enableWebhookEndpoint',
    'Enable a webhook endpoint again',
    'What was given up meanwhile is sent again one by one, by `:redeliver`.',
    EndpointWire
  )
)
webhookEndpoints.post('/v1/webhook-endpoints/:id{.+:enable}', isAdmin, async (c) => {
  const { services } = c.var
  const id = c.req.param('id').slice(0, -':enable'.length)
  const endpoint = await endpointOf(c, id)
  if (!endpoint) return problem(c, 'not-found', missing(id))
  await recordAct(c, { action: 'webhook.change', subject: id, detail: { enabled: true } })
  await reach('database', enableEndpoint(services.db, endpoint))
  return c.json(enveloped(c, wireOf({ ...endpoint, disabledReason: null })), 200)
})

function endpointOf(c: Context<AppEnv>, id: string): Promise<Endpoint | undefined> {
  const { services, principal } = c.var
  return reach('database', findEndpoint(services.db, principal.scope, id))
}

function missing(id: string): string {
  return `There is no webhook endpoint "${id}".`
}

function wireOf(endpoint: Endpoint) {
  const { id, url, description, kinds, disabledReason, createdAt, lastDeliveredAt } = endpoint
  return {
    id,
    url,
    description,
    kinds: [...kinds],
    status: disabledReason === null ? ('enabled' as const) : ('disabled' as const),
    disabled_reason: disabledReason,
    created_at: new Date(createdAt).toISOString(),
    last_delivered_at: instantOrNull(lastDeliveredAt),
  }
}
