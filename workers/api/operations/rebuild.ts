/** `POST /v1/lake:rebuild`: markets and indexes made anew from the raw lake of the key's owner. */
import { createRoute, z } from '@hono/zod-openapi'
import { Market, marketOf } from '../../../models/airline/market'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import { envelope, enveloped, json } from '../../http/http'
import { problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { rebuildSlice } from '../../recovery/rebuilder'

const RebuildRequest = z
  .strictObject({
    run: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .openapi({ description: 'Any new name; a market is cleared once for each' }),
    market: Market.optional().openapi({ example: 'LIS-JFK', description: 'All where left out' }),
    after: z
      .string()
      .max(1_024)
      .optional()
      .openapi({ description: '`after` of the slice before; none begins the run' }),
  })
  .openapi('RebuildRequest')

const RebuildSlice = z
  .object({
    run: z.string(),
    objects: z.int().openapi({ description: 'Raw objects read' }),
    events: z.int(),
    decisions: z.int(),
    markets: z.array(z.string()).openapi({ description: 'Markets of this slice' }),
    after: z.string().nullable().openapi({ description: 'null after the last slice' }),
  })
  .openapi('RebuildSlice')

const postRebuild = createRoute({
  operationId: 'rebuildMarkets',
  method: 'post',
  path: '/v1/lake:rebuild',
  tags: ['Operations'],
  summary: 'Make markets and indexes anew from the raw lake',
  description:
    'Works in slices: repeat the request with `after` of the answer until it is null. Safe to repeat. ' +
    'Answers of a market are thin until its raw events are counted again; events older than the ' +
    'retention of the raw lake are lost to it.',
  middleware: [requireScope('jobs:run')] as const,
  request: { body: { required: true, ...json(RebuildRequest, 'The run, and where to go on') } },
  responses: {
    200: json(envelope(RebuildSlice), 'One slice is done'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const rebuild = createRouter().openapi(postRebuild, async (c) => {
  const { services, principal } = c.var
  const { run, after, market } = c.req.valid('json')
  if (after === undefined) {
    await recordAct(c, { action: 'lake.rebuild', subject: market ?? 'all', detail: { run } })
  }
  const only = market === undefined ? undefined : marketOf(market.slice(0, 3), market.slice(4))
  const work = rebuildSlice(services, principal.scope, { run, after, market: only })
  const slice = await reach('lake or a market', work)
  const data = { ...slice, run, markets: [...slice.markets], after: slice.after ?? null }
  return c.json(enveloped(c, data), 200)
})
