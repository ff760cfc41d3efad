/** `GET /v1/alerts`: what was raised and resolved, newest first. */
import { createRoute, z } from '@hono/zod-openapi'
import { PRIORITIES } from '../../../pipelines/watch/causes/priority'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { AfterNumber, limitUpTo, pageOf } from '../../http/page'
import { problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { AlertWire, alertWire } from '../../notify/alert-wire'
import { listAlerts } from '../../storage/alerting/alert-rows'

const listRoute = createRoute({
  operationId: 'listAlerts',
  method: 'get',
  path: '/v1/alerts',
  tags: ['Alerts'],
  summary: 'List alerts',
  description:
    'One entry a change of state, newest first: what is raised is resolved by a later entry.',
  middleware: [requireScope('insights:read')] as const,
  request: {
    query: z.strictObject({
      kind: z.string().optional().openapi({ description: 'Such as target_price or dead_job' }),
      state: z.enum(['raised', 'resolved']).optional().openapi({ description: 'Only this change' }),
      priority: z.enum(PRIORITIES).optional().openapi({ description: 'P1 is most urgent' }),
      limit: limitUpTo(500, 50),
      after: AfterNumber.openapi({ description: 'As `links.next` of the page before has it' }),
    }),
  },
  responses: {
    200: json(envelope(z.array(AlertWire)), '`links.next` leads to older alerts'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const alerts = createRouter().openapi(listRoute, async (c) => {
  const { services, principal } = c.var
  const query = c.req.valid('query')
  const found = await reach('database', listAlerts(services.db, principal.scope, query))
  const { page, links } = pageOf(found, c.req.path, query, ({ place }) => place)
  const data = page.map(({ alert }) => alertWire(alert))
  return c.json(enveloped(c, data, { links }), 200)
})
