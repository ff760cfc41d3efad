/** `GET /v1/scored-departures`: the latest scores of active markets, without asking for each trip. */
import { createRoute, z } from '@hono/zod-openapi'
import { IsoDay, utcDay } from '../../../models/airline/calendar'
import { AirportCode, Market } from '../../../models/airline/market'
import { Money, moneyWire } from '../../../pipelines/answers/evidence/money-wire'
import { PRICE_LEVELS } from '../../../pipelines/answers/evidence/price-level'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { limitUpTo, pageOf } from '../../http/page'
import { problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { listScores } from '../../storage/scores/score-rows'

const ACTIONS = ['buy', 'wait', 'indifferent'] as const

const ScoredDeparture = z
  .object({
    market: z.string(),
    departure_date: IsoDay,
    days_to_departure: z.int().openapi({ description: 'When it was scored' }),
    scored_at: z.iso.datetime().openapi({ description: 'Beginning of the slot of six hours' }),
    status: z.string().openapi({ description: 'As of a price insight' }),
    lowest_price: Money.nullable(),
    price_level: z.enum(PRICE_LEVELS).nullable(),
    predicted_fare: z
      .object({ expected: Money, low: Money, high: Money })
      .nullable()
      .openapi({ description: 'Quantiles of 0.1 and 0.9' }),
    advice: z.object({ action: z.enum(ACTIONS), confidence: z.number() }).nullable(),
    models: z.array(z.string()),
  })
  .openapi('ScoredDeparture')

const route = createRoute({
  operationId: 'listScoredDepartures',
  method: 'get',
  path: '/v1/scored-departures',
  tags: ['Price intelligence'],
  summary: 'List scored departures of active markets',
  description:
    'Price insights of a plain trip, economy and one way, for 60 departures of each market with a fare of the last week; scored every six hours.',
  middleware: [requireScope('insights:read')] as const,
  request: {
    query: z.strictObject({
      market: Market.optional().openapi({ example: 'LIS-JFK', description: 'Only this market' }),
      origin: AirportCode.optional().openapi({ description: 'Only markets from here' }),
      price_level: z.enum(PRICE_LEVELS).optional().openapi({ description: 'Only of this level' }),
      action: z.enum(ACTIONS).optional().openapi({ description: 'Only with this advice' }),
      from: IsoDay.optional().openapi({ description: 'First departure date; default: today' }),
      limit: limitUpTo(1_000, 100),
      after: z
        .string()
        .optional()
        .openapi({ description: 'As `links.next` of the page before has it' }),
    }),
  },
  responses: {
    200: json(envelope(z.array(ScoredDeparture)), 'By market and departure date'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const scoredDepartures = createRouter().openapi(route, async (c) => {
  const { services, principal } = c.var
  const query = c.req.valid('query')
  const found = await reach(
    'database',
    listScores(services.db, principal.scope, {
      ...query,
      priceLevel: query.price_level,
      from: query.from ?? utcDay(services.now),
    })
  )
  const { page, links } = pageOf(
    found,
    c.req.path,
    query,
    ({ market, departureDate }) => `${market}/${departureDate}`
  )
  return c.json(enveloped(c, page.map(wireOf), { links }), 200)
})

type Score = Awaited<ReturnType<typeof listScores>>[number]

function wireOf(score: Score): z.infer<typeof ScoredDeparture> {
  const { currency, predictedMinor, lowMinor, highMinor, confidence, fareModel, outlookModel } =
    score
  const money = (minor: number | null) =>
    minor === null || currency === null ? undefined : moneyWire(minor, currency)
  const [expected, low, high] = [money(predictedMinor), money(lowMinor), money(highMinor)]
  const action = ACTIONS.find((each) => each === score.action)
  return {
    market: score.market,
    departure_date: score.departureDate,
    days_to_departure: score.daysToDeparture,
    scored_at: new Date(score.scoredAt).toISOString(),
    status: score.status,
    lowest_price: money(score.lowestMinor) ?? null,
    price_level: score.priceLevel,
    predicted_fare: expected && low && high ? { expected, low, high } : null,
    advice: action && confidence !== null ? { action, confidence } : null,
    models: [fareModel, outlookModel].filter((model) => model !== null),
  }
}
