/** `GET /v1/data-quality`: results of the lake's contract checks, newest first. */
import { createRoute, z } from '@hono/zod-openapi'
import { STATUSES } from '../../pipelines/lake/quality/check'
import { requireScope } from '../gateway/auth'
import { envelope, enveloped, json } from '../http/http'
import { AfterNumber, limitUpTo, pageOf } from '../http/page'
import { problems } from '../http/problem'
import { createRouter } from '../http/router'
import { listChecks } from '../storage/quality'

const Check = z
  .object({
    id: z.int(),
    table: z.string().openapi({ description: '"raw" or a curated table' }),
    check: z.string().openapi({ example: 'completeness.flight_number' }),
    status: z.enum(STATUSES),
    value: z.number(),
    threshold: z.number(),
    detail: z.string(),
    checked_at: z.iso.datetime(),
  })
  .openapi('DataQualityCheck')

const listRoute = createRoute({
  operationId: 'listDataQuality',
  method: 'get',
  path: '/v1/data-quality',
  tags: ['Operations'],
  summary: 'List results of data-quality checks',
  description: 'Results of the checks on stored data, newest first.',
  middleware: [requireScope('lake:read')] as const,
  request: {
    query: z.object({
      limit: limitUpTo(500, 50),
      after: AfterNumber,
      table: z.string().optional(),
      check: z.string().optional(),
      status: z.enum(STATUSES).optional(),
    }),
  },
  responses: {
    200: json(envelope(z.array(Check)), '`links.next` leads to older results'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited'),
  },
})

export const dataQuality = createRouter().openapi(listRoute, async (c) => {
  const { services, principal } = c.var
  const query = c.req.valid('query')
  const found = await listChecks(services.db, principal.scope, query)
  const { page, links } = pageOf(found, c.req.path, query, ({ id }) => id)
  const data = page.map(({ id, tableName, checkName, status, value, threshold, detail, at }) => ({
    id,
    table: tableName,
    check: checkName,
    status,
    value,
    threshold,
    detail,
    checked_at: new Date(at).toISOString(),
  }))
  return c.json(enveloped(c, data, { links }), 200)
})
