/** `GET /v1/price-insights`: whether a price is good, and how reliable that judgement is. */
import { createRoute, z } from '@hono/zod-openapi'
import { marketOf, opposite } from '../../models/airline/market'
import {
  GooglePriceInsights,
  googlePriceInsights,
} from '../../pipelines/answers/google/google-view'
import { answerPriceInsight } from '../../pipelines/answers/price-insight/answer-price-insight'
import {
  PriceInsight,
  priceInsightWire,
} from '../../pipelines/answers/price-insight/price-insight-wire'
import { insightRecord } from '../../pipelines/decisions/price-insight-decision'
import { issue, openDraft } from '../answering/issue'
import { eachSnapshotOnce, readInsight } from '../answering/read-markets'
import { marketsOfTrip, takeCityMarkets } from '../answering/take-city-markets'
import { keepInsight } from '../answering/warm/keep-insight'
import { requireScope } from '../gateway/auth'
import { summaryOf } from '../http/fault-text'
import { envelope, enveloped, json } from '../http/http'
import { holdsAnswer } from '../http/http-cache'
import { problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { timed } from '../http/timing'
import { loadInsightModels, loadInsightModelsBy } from '../inference/models'
import { priorFor } from '../inference/prior-store'
import { InsightQuery, insightObjections, insightQuestionOf } from './readers/insight-query'
import { endsDiffer, SAME_ENDS } from './readers/trip-query'

const Answer = envelope(PriceInsight).extend({ price_insights: GooglePriceInsights.optional() })

const getPriceInsight = createRoute({
  operationId: 'getPriceInsight',
  method: 'get',
  path: '/v1/price-insights',
  tags: ['Price intelligence'],
  summary: 'Judge the price of a trip',
  description:
    'Prices are for one passenger and the whole trip. Thin history is said in `status` and `status_reason`.',
  middleware: [requireScope('insights:read')] as const,
  request: {
    query: InsightQuery.extend({
      view: z.enum(['google']).optional().openapi({
        description: '"google": with the block that clients of Google Flights results read',
      }),
      engine: z.enum(['forest', 'onnxruntime-web']).optional().openapi({
        description: 'What evaluates the model, to compare them; needs the scope jobs:run',
      }),
    }).refine(endsDiffer, SAME_ENDS),
  },
  responses: {
    200: json(Answer, 'What is known about the price'),
    304: { description: 'The answer named by If-None-Match still holds' },
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited'),
  },
})

export const priceInsights = createRouter().openapi(getPriceInsight, async (c) => {
  const services = c.get('services')
  const timing = c.get('timing')
  const { scope, permissions } = c.get('principal')
  const query = c.req.valid('query')
  const market = marketOf(query.origin, query.destination)
  const question = insightQuestionOf(market, query, services.now)
  const { engine } = query
  const errors = insightObjections(question)
  if (engine && !permissions.has('jobs:run')) {
    return problem(
      c,
      'forbidden',
      'The parameter engine needs an API key with the scope "jobs:run".'
    )
  }
  if (errors.length > 0) return problem(c, 'invalid-request', summaryOf(errors), errors)

  const over = await takeCityMarkets(c, marketsOfTrip(question))
  if (over) return problem(c, over.code, over.detail)
  const snapshotOf = eachSnapshotOnce(scope, services)
  const given = await readInsight(question, scope, services, snapshotOf, (part, read) =>
    timed(timing, part, read)
  )
  const loaded = engine ? await loadInsightModelsBy(engine, services) : loadInsightModels(services)
  const prior = await priorFor([given], services)
  const models = { ...loaded, prior }
  const { snapshotRead, back, rates, nearby = [] } = given
  const names = [models.fare.name, models.outlook.name, prior?.name ?? '']
  const inputs = {
    snapshotReads: [snapshotRead, ...(back ? [back] : []), ...nearby],
    rates,
    models: names,
  }
  const markets = [
    market,
    ...(back ? [opposite(market)] : []),
    ...nearby.map((each) => each.market),
  ]
  if (holdsAnswer(c, markets, inputs)) return c.body(null, 304)

  const draft = services.isolate.drawn.get(c.req.raw) ?? openDraft(services)
  const request = { ...given, isRecorded: draft.isRecorded }
  const answered = await timed(timing, 'model', () =>
    answerPriceInsight(request, models, services.now)
  )
  const { insight } = answered
  const data = priceInsightWire(insight, draft.id)
  issue(draft, () => insightRecord(answered, 'price-insight', data), scope, services)
  const body = enveloped(c, data, {
    model: insight.evidence.model ?? null,
    links: {
      features: `/v1/markets/${market}/features?departure_date=${question.departureDate}`,
    },
  })
  const answer =
    query.view === undefined ? body : { ...body, price_insights: googlePriceInsights(insight) }
  if (!engine) {
    const computed = { url: c.req.url, answered, body: answer, models: names }
    keepInsight(computed, scope, services)
  }
  return c.json(answer, 200)
})
