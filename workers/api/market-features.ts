/** `GET /v1/markets/{market}/features`: the model's inputs, to check them or to build on them. */
import { createRoute, z } from '@hono/zod-openapi'
import { conversionNow } from '../../pipelines/answers/evidence/answer-currency'
import { faresInQuestion, featureContext } from '../../pipelines/answers/evidence/question'
import {
  MarketFeatures,
  marketFeaturesWire,
} from '../../pipelines/answers/price-insight/market-features-answer'
import { featureRow } from '../../pipelines/features/fare/fare-features'
import { readQuestionMarket } from '../answering/city-markets'
import { ratesFor } from '../answering/rates-for'
import { takeCityMarkets } from '../answering/take-city-markets'
import { requireScope } from '../gateway/auth'
import { summaryOf } from '../http/fault-text'
import { envelope, enveloped, json } from '../http/http'
import { problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { timed } from '../http/timing'
import { loadInsightModels } from '../inference/models'
import { MarketParam, objections, questionOf, TripQuery } from './readers/trip-query'

const getMarketFeatures = createRoute({
  operationId: 'getMarketFeatures',
  method: 'get',
  path: '/v1/markets/{market}/features',
  tags: ['Price intelligence'],
  summary: 'Show what the model would see of a trip',
  description:
    "The rolling features of a market as of the request's clock, with their version and their age.",
  middleware: [requireScope('insights:read')] as const,
  request: {
    params: z.object({ market: MarketParam }),
    query: TripQuery.omit({ price: true }),
  },
  responses: {
    200: json(envelope(MarketFeatures), 'Every feature with its unit, and the market behind them'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited'),
  },
})

export const marketFeatures = createRouter().openapi(getMarketFeatures, async (c) => {
  const services = c.get('services')
  const timing = c.get('timing')
  const { market } = c.req.valid('param')
  const question = questionOf(market, c.req.valid('query'), services.now)
  const errors = objections(question)
  if (errors.length > 0) return problem(c, 'invalid-request', summaryOf(errors), errors)

  const over = await takeCityMarkets(c, [market])
  if (over) return problem(c, over.code, over.detail)
  const snapshotRead = await timed(timing, 'features', () =>
    readQuestionMarket(market, c.get('principal').scope, services)
  )
  const rates = await ratesFor(question, snapshotRead, c.get('principal').scope, services)
  const fares = faresInQuestion(question, snapshotRead, (from, to) =>
    conversionNow(rates, services.now, from, to)
  )
  const currency = fares?.fareGroup.currency ?? question.currency
  const row = featureRow(featureContext(question, currency, snapshotRead, services.now))
  const { fare: fareModel } = loadInsightModels(services)
  const data = marketFeaturesWire(
    market,
    row,
    fareModel.inputs?.(row),
    snapshotRead,
    fares?.conversion
  )
  return c.json(enveloped(c, data, { model: fareModel.name }), 200)
})
