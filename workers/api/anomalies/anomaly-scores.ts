/** `POST /v1/anomalies:score`: offers as the gate of their market would judge them now. */
import { createRoute, z } from '@hono/zod-openapi'
import { IsoDay } from '../../../models/airline/calendar'
import { Market, marketOf } from '../../../models/airline/market'
import { minorDigits, toMinor } from '../../../models/airline/money'
import { Cabin } from '../../../models/airline/trip'
import { Money, moneyWire } from '../../../pipelines/answers/evidence/money-wire'
import { DOUBTS } from '../../../pipelines/market/gate/judge-offer'
import type { JudgedOffer } from '../../../pipelines/market/offers-to-judge'
import { requireScope } from '../../gateway/auth'
import { takeItems } from '../../gateway/quota'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { marketObjectName } from '../../storage/market-name'

const MAX_OFFERS = 500

const OfferToScore = z
  .strictObject({
    market: Market.openapi({ example: 'LIS-JFK' }),
    departure_date: IsoDay,
    airline: z.string().length(2),
    amount: z.number().positive().openapi({ description: 'For one passenger, in the main unit' }),
    currency: z
      .string()
      .refine((code) => minorDigits(code) !== undefined, 'must be an ISO 4217 code, such as EUR'),
    cabin: Cabin.default('economy'),
    round_trip: z.boolean().default(false),
    stops: z.int().min(0).max(5).default(0),
  })
  .openapi('OfferToScore')

const ScoredOffer = z
  .object({
    index: z.int().openapi({ description: 'Position in the request' }),
    status: z.enum(['ok', 'insufficient_history']).openapi({
      description: '"insufficient_history": neither fares nor the distance of the market are known',
    }),
    anomalous: z.boolean(),
    score: z.number().nullable().openapi({
      description: 'Distance from the expected price as a share of the limit; null without a level',
    }),
    doubt: z.enum(DOUBTS).nullable(),
    expected: Money.nullable(),
  })
  .openapi('ScoredOffer')

const ScoreRequest = z
  .strictObject({ offers: z.array(OfferToScore).min(1).max(MAX_OFFERS) })
  .openapi('AnomalyScoreRequest')

const scoreRoute = createRoute({
  operationId: 'scoreAnomalies',
  method: 'post',
  path: '/v1/anomalies:score',
  tags: ['Anomalies'],
  summary: 'Score offers by the gate',
  description: `Up to ${MAX_OFFERS} offers, judged by the observed levels of their market. Nothing is stored or learned.`,
  middleware: [requireScope('insights:read')] as const,
  request: { body: { required: true, ...json(ScoreRequest, 'The offers') } },
  responses: {
    200: json(envelope(z.array(ScoredOffer)), 'One entry an offer, in the order of the request'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const anomalyScores = createRouter().openapi(scoreRoute, async (c) => {
  const { services, principal } = c.var
  const { offers } = c.req.valid('json')
  const over = await takeItems(c, offers.length)
  if (over) return problem(c, over.code, over.detail)
  const items = offers.map((offer, index) => ({ offer, index }))
  const groups = [...Map.groupBy(items, ({ offer }) => offer.market)]
  const judged = await reach(
    'market',
    Promise.all(
      groups.map(async ([code, own]) => {
        const market = marketOf(code.slice(0, 3), code.slice(4))
        const object = services.markets.getByName(marketObjectName(market, principal.scope))
        const results = await object.judgeOffers(
          own.map(({ offer }) => questionOf(offer)),
          services.now
        )
        return own.map(({ index, offer }, at) => wireOf(index, offer.currency, results[at]))
      })
    )
  )
  const data = judged.flat().sort((a, b) => a.index - b.index)
  return c.json(enveloped(c, data), 200)
})

function questionOf(offer: z.infer<typeof OfferToScore>) {
  const { departure_date, cabin, round_trip, currency, airline, stops, amount } = offer
  return {
    departureDate: departure_date,
    cabin,
    roundTrip: round_trip,
    currency,
    airline,
    stops,
    amountMinor: toMinor(amount, currency),
  }
}

function wireOf(
  index: number,
  currency: string,
  judged: JudgedOffer | undefined
): z.infer<typeof ScoredOffer> {
  const { doubt = null, expectedMinor, strength } = judged ?? {}
  return {
    index,
    status: judged && (strength !== undefined || doubt !== null) ? 'ok' : 'insufficient_history',
    anomalous: doubt !== null,
    score: strength === undefined ? null : Number(strength.toFixed(4)),
    doubt,
    expected: expectedMinor === undefined ? null : moneyWire(expectedMinor, currency),
  }
}
