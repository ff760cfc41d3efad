/** `GET /v1/analytics/itinerary-price-metrics`, as Amadeus Self-Service had it. */
import { createRoute, z } from '@hono/zod-openapi'
import { IsoDay } from '../../../models/airline/calendar'
import { marketOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import { issue } from '../../../pipelines/answers/amadeus/amadeus-issues'
import { ItineraryPriceMetrics } from '../../../pipelines/answers/amadeus/amadeus-price-metrics'
import { datedAt } from '../../../pipelines/answers/evidence/question'
import {
  answeredPriceMetrics,
  priceMetricsRecord,
} from '../../../pipelines/decisions/price-metrics-decision'
import { readQuestionMarket } from '../../answering/city-markets'
import { issue as issueDecision, openDraft } from '../../answering/issue'
import { ratesFor } from '../../answering/rates-for'
import { takeCityMarkets } from '../../answering/take-city-markets'
import { objections } from '../readers/trip-query'
import {
  amadeusCaller,
  amadeusContent,
  amadeusErrorContent,
  amadeusErrors,
  amadeusJson,
  createAmadeusRouter,
} from './dialect'
import { Code, Flag } from './query'

const getItineraryPriceMetrics = createRoute({
  operationId: 'amadeusItineraryPriceMetrics',
  method: 'get',
  path: '/v1/analytics/itinerary-price-metrics',
  tags: ['Amadeus dialect'],
  summary: 'Quartiles of the price of a trip',
  description:
    'Quartiles of the prices observed for a departure, in the form of Amadeus Self-Service.',
  middleware: [amadeusCaller] as const,
  request: {
    query: z.object({
      originIataCode: Code.openapi({ example: 'LIS' }),
      destinationIataCode: Code.openapi({ example: 'JFK' }),
      departureDate: z.string('is required: YYYY-MM-DD').pipe(IsoDay),
      currencyCode: Code.default('EUR'),
      oneWay: Flag.default('false'),
    }),
  },
  responses: {
    200: amadeusContent(ItineraryPriceMetrics, 'Five ranks of comparable fares'),
    400: amadeusErrorContent('477 INVALID FORMAT, 425 INVALID DATE, 32171 MANDATORY DATA MISSING'),
    401: amadeusErrorContent('38190 to 38192'),
    429: amadeusErrorContent('38194'),
  },
})

export const amadeusPriceMetrics = createAmadeusRouter().openapi(
  getItineraryPriceMetrics,
  async (c) => {
    const services = c.get('services')
    const { originIataCode, destinationIataCode, departureDate, ...query } = c.req.valid('query')
    const oneWay = query.oneWay === 'true'
    const trip = {
      market: marketOf(originIataCode, destinationIataCode),
      departureDate,
      // The request has no return date; fares are grouped by trip kind alone.
      returnDate: oneWay ? undefined : departureDate,
      cabin: 'economy' as const,
      passengers: 1,
      currency: query.currencyCode,
    }
    const question = { trip: datedAt(trip, services.now), self: c.req.url }
    const known = place(originIataCode) !== undefined
    const [objection] = known ? objections(question.trip) : []
    if (objection) {
      const detail = `departureDate ${objection.detail}`
      return amadeusErrors(c, [issue('invalid-date', detail, { parameter: 'departureDate' })])
    }
    const { scope } = c.get('principal')
    const over = await takeCityMarkets(c, [trip.market])
    if (over) return amadeusErrors(c, [issue('too-many-requests', over.detail)])
    const snapshotRead = await readQuestionMarket(trip.market, scope, services)
    const rates = await ratesFor(question.trip, snapshotRead, scope, services)
    const draft = openDraft(services)
    const answer = answeredPriceMetrics(question, snapshotRead, rates, services.now)
    issueDecision(
      draft,
      () => priceMetricsRecord(question, snapshotRead, rates, answer),
      scope,
      services
    )
    return amadeusJson(c, answer, draft)
  }
)
