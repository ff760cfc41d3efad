/** `GET /v1/airport/direct-destinations`, as Amadeus Self-Service had it. */
import { createRoute, z } from '@hono/zod-openapi'
import {
  DirectDestinations,
  directDestinations,
} from '../../../pipelines/answers/amadeus/amadeus-destinations'
import { eachSnapshotOnce } from '../../answering/read-markets'
import { reach } from '../../http/unavailable'
import { readKnownMarkets } from '../../storage/known-markets/known-market-rows'
import {
  amadeusCaller,
  amadeusContent,
  amadeusData,
  amadeusErrorContent,
  createAmadeusRouter,
} from './dialect'
import { Code } from './query'

/** A market is one read, and a request has a limited number of them. */
const MOST_MARKETS = 200

const getDirectDestinations = createRoute({
  operationId: 'amadeusDirectDestinations',
  method: 'get',
  path: '/v1/airport/direct-destinations',
  tags: ['Amadeus dialect'],
  summary: 'Destinations with non-stop offers',
  description:
    'Places to which non-stop offers of an airport were observed, the most searched first.',
  middleware: [amadeusCaller] as const,
  request: {
    query: z.object({
      departureAirportCode: Code.openapi({
        example: 'LIS',
        description: 'IATA code of the airport',
      }),
      arrivalCountryCode: z
        .string()
        .regex(/^[a-zA-Z]{2}$/, 'must be two letters, such as US')
        .toUpperCase()
        .optional()
        .openapi({ description: 'ISO 3166-1 code of the country of arrival' }),
      max: z
        .string()
        .regex(/^[1-9]\d{0,3}$/, 'must be a whole number from 1')
        .optional()
        .openapi({ type: 'integer', description: 'The most destinations' }),
    }),
  },
  responses: {
    200: amadeusContent(DirectDestinations, 'Observed destinations'),
    400: amadeusErrorContent('477 INVALID FORMAT, 32171 MANDATORY DATA MISSING'),
    401: amadeusErrorContent('38190 to 38192'),
  },
})

export const amadeusDirectDestinations = createAmadeusRouter().openapi(
  getDirectDestinations,
  async (c) => {
    const services = c.get('services')
    const { scope } = c.get('principal')
    const query = c.req.valid('query')
    const page = { limit: MOST_MARKETS, after: '' }
    const origins = [query.departureAirportCode]
    const known = await reach('database', readKnownMarkets(services.db, scope, { origins }, page))
    const snapshotOf = eachSnapshotOnce(scope, services)
    const read = await Promise.all(known.map(({ market }) => snapshotOf(market)))
    const snapshots = read.flatMap(({ snapshot }) => snapshot ?? [])
    return amadeusData(
      c,
      directDestinations(snapshots, {
        countryCode: query.arrivalCountryCode,
        max: Number(query.max ?? MOST_MARKETS),
        self: c.req.url,
        now: services.now,
      })
    )
  }
)
