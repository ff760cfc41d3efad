/** `GET /v1/anomalies`: incidents of an account, newest first, and one of them. */
import { createRoute, z } from '@hono/zod-openapi'
import { Market } from '../../../models/airline/market'
import { INCIDENT_CLASSES } from '../../../pipelines/watch/causes/cause-finding'
import { INCIDENT_STATES } from '../../../pipelines/watch/causes/incident'
import { PRIORITIES } from '../../../pipelines/watch/causes/priority'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { AfterNumber, limitUpTo, pageOf } from '../../http/page'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { findIncident, listIncidents } from '../../storage/anomalies/incident-rows'
import { AnomalyWire, anomalyWire } from './anomaly-wire'

const REFUSALS = ['unauthorized', 'forbidden', 'rate-limited', 'unavailable'] as const
const tags = ['Anomalies']

const listRoute = createRoute({
  operationId: 'listAnomalies',
  method: 'get',
  path: '/v1/anomalies',
  tags,
  summary: 'List incidents',
  description:
    'Findings of one cause over all its markets are one incident. The newest first; what is no longer seen for 36 hours is resolved.',
  middleware: [requireScope('insights:read')] as const,
  request: {
    query: z.strictObject({
      state: z
        .enum(['unresolved', ...INCIDENT_STATES])
        .optional()
        .openapi({ description: '"unresolved" is every state but "resolved"' }),
      class: z.enum(INCIDENT_CLASSES).optional().openapi({ description: 'Only of this cause' }),
      severity: z.enum(PRIORITIES).optional().openapi({ description: 'P1 is most urgent' }),
      market: Market.optional().openapi({
        description: 'Only with this market',
        example: 'LIS-JFK',
      }),
      airline: z.string().length(2).optional().openapi({ description: 'IATA code', example: 'TP' }),
      limit: limitUpTo(500, 50),
      after: AfterNumber.openapi({ description: 'As `links.next` of the page before has it' }),
    }),
  },
  responses: {
    200: json(envelope(z.array(AnomalyWire)), '`links.next` leads to older incidents'),
    ...problems('invalid-request', ...REFUSALS),
  },
})

const getRoute = createRoute({
  operationId: 'getAnomaly',
  method: 'get',
  path: '/v1/anomalies/{id}',
  tags,
  summary: 'Get an incident',
  description: 'With the strongest finding of each market.',
  middleware: [requireScope('insights:read')] as const,
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: json(envelope(AnomalyWire), 'The incident'),
    ...problems('not-found', ...REFUSALS),
  },
})

export const anomalies = createRouter()
  .openapi(listRoute, async (c) => {
    const { services, principal } = c.var
    const query = c.req.valid('query')
    const found = await reach('database', listIncidents(services.db, principal.scope, query))
    const { page, links } = pageOf(found, c.req.path, query, ({ place }) => place)
    return c.json(
      enveloped(
        c,
        page.map(({ incident }) => anomalyWire(incident)),
        { links }
      ),
      200
    )
  })
  .openapi(getRoute, async (c) => {
    const { services, principal } = c.var
    const { id } = c.req.valid('param')
    const incident = await reach('database', findIncident(services.db, principal.scope, id))
    if (!incident) return problem(c, 'not-found', `There is no anomaly "${id}".`)
    return c.json(enveloped(c, anomalyWire(incident)), 200)
  })
