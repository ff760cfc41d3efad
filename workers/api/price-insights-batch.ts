/** `POST /v1/price-insights:batch`: one call annotates a page of results. */
import { createRoute, z } from '@hono/zod-openapi'
import {
  PriceInsight,
  priceInsightWire,
} from '../../pipelines/answers/price-insight/price-insight-wire'
import { insightRecord } from '../../pipelines/decisions/price-insight-decision'
import { answerItems } from '../answering/answer-items'
import { issue } from '../answering/issue'
import { requireScope } from '../gateway/auth'
import { takeItems } from '../gateway/quota'
import { envelope, enveloped, json } from '../http/http'
import { ProblemError, problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { MAX_ITEMS, registerTripItem, TripItems } from './readers/trip-items'

const Result = z.enum(['answered', 'invalid'])

const BatchItem = z
  .object({
    index: z.int().openapi({ description: 'Position in the request' }),
    id: z.string().optional(),
    result: Result,
    outcome: Result.meta({ deprecated: true, description: 'The former name of `result`' }),
    insight: PriceInsight.optional(),
    errors: z.array(ProblemError).optional(),
  })
  .openapi('PriceInsightItem')

const Batch = z.object({ items: z.array(BatchItem) }).openapi('PriceInsightBatch')

const postPriceInsights = createRoute({
  operationId: 'batchPriceInsights',
  method: 'post',
  path: '/v1/price-insights:batch',
  tags: ['Price intelligence'],
  summary: 'Judge the prices of many trips',
  description:
    `Up to ${MAX_ITEMS} trips with the fields of GET /v1/price-insights, each answered or refused separately. ` +
    'Each market is read once and each model runs once.',
  middleware: [requireScope('insights:read')] as const,
  request: {
    body: { required: true, content: { 'application/json': { schema: TripItems } } },
  },
  responses: {
    200: json(envelope(Batch), 'One entry an item, in the order of the request'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited'),
  },
})

export const priceInsightsBatch = createRouter()
registerTripItem(priceInsightsBatch)

priceInsightsBatch.openapi(postPriceInsights, async (c) => {
  const services = c.get('services')
  const { scope } = c.get('principal')
  const { items: sent } = c.req.valid('json')
  const over = await takeItems(c, sent.length)
  if (over) return problem(c, over.code, over.detail)
  const given = await answerItems(c, sent)
  if ('over' in given) return problem(c, given.over.code, given.over.detail)
  const { answered, models } = given
  const items = answered.map((item) => {
    const { place } = item
    if ('errors' in item) {
      const result = 'invalid' as const
      return { ...place, result, outcome: result, errors: [...item.errors] }
    }
    const { draft, answered } = item
    const insight = priceInsightWire(answered.insight, draft.id)
    issue(draft, () => insightRecord(answered, 'price-insight', insight), scope, services)
    const result = 'answered' as const
    return { ...place, result, outcome: result, insight }
  })
  return c.json(enveloped(c, { items }, { model: models.fare.name }), 200)
})
