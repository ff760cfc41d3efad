/** `POST /v1/price-predictions`: a fare for each given itinerary, with quantiles. */
import { createRoute, z } from '@hono/zod-openapi'
import {
  PricePrediction,
  pricePredictionWire,
} from '../../pipelines/answers/price-insight/predicted-fare-wire'
import { insightRecord } from '../../pipelines/decisions/price-insight-decision'
import { answerItems } from '../answering/answer-items'
import { issue } from '../answering/issue'
import { requireScope } from '../gateway/auth'
import { takeItems } from '../gateway/quota'
import { envelope, enveloped, json } from '../http/http'
import { ProblemError, problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { MAX_ITEMS, TripItems } from './readers/trip-items'

const Result = z.enum([...PricePrediction.shape.outcome.options, 'invalid'])

const PredictionItem = PricePrediction.partial()
  .extend({
    index: z.int().openapi({ description: 'Position in the request' }),
    id: z.string().optional(),
    result: Result,
    outcome: Result.meta({ deprecated: true, description: 'The former name of `result`' }),
    errors: z.array(ProblemError).optional(),
  })
  .openapi('PricePredictionItem')

const Predictions = z.object({ items: z.array(PredictionItem) }).openapi('PricePredictions')

const postPricePredictions = createRoute({
  operationId: 'predictPrices',
  method: 'post',
  path: '/v1/price-predictions',
  tags: ['Price intelligence'],
  summary: 'Predict the fare of each itinerary',
  description:
    `Up to ${MAX_ITEMS} itineraries with the fields of GET /v1/price-insights. Given flights and fare basis ` +
    'narrow a prediction. A market that was never observed gets none.',
  middleware: [requireScope('insights:read')] as const,
  request: { body: { required: true, content: { 'application/json': { schema: TripItems } } } },
  responses: {
    200: json(envelope(Predictions), 'One entry an item, in the order of the request'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited'),
  },
})

export const pricePredictions = createRouter().openapi(postPricePredictions, async (c) => {
  const services = c.get('services')
  const { scope } = c.get('principal')
  const { items: trips } = c.req.valid('json')
  const over = await takeItems(c, trips.length)
  if (over) return problem(c, over.code, over.detail)
  const given = await answerItems(c, trips, { fareOnly: true })
  if ('over' in given) return problem(c, given.over.code, given.over.detail)
  const { answered, models } = given
  const items = answered.map((item) => {
    const { place } = item
    if ('errors' in item) {
      const result = 'invalid' as const
      return { ...place, result, outcome: result, errors: [...item.errors] }
    }
    const { draft, answered } = item
    const prediction = pricePredictionWire(answered.insight, draft.id)
    issue(draft, () => insightRecord(answered, 'price-prediction', prediction), scope, services)
    return { ...place, result: prediction.outcome, ...prediction }
  })
  return c.json(enveloped(c, { items }, { model: models.fare.name }), 200)
})
