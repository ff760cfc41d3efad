/** `GET /v1/markets/{market}/competitors`: airlines of a market against each other. */
import { createRoute, z } from '@hono/zod-openapi'
import { dayNumber, dayOf, IsoDay } from '../../../models/airline/calendar'
import { ANY_AIRLINE } from '../../../pipelines/aggregates/fare-day'
import { competitors } from '../../../pipelines/trends/competitors'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { readFareMeans } from '../../storage/aggregates/read-trends'
import { MarketParam } from '../readers/trip-query'
import { dayRange, RangeQuery } from './day-range'

const DEFAULT_DAYS = 14

const Query = RangeQuery.extend({
  own: z
    .string()
    .regex(/^[A-Z0-9]{2}(,[A-Z0-9]{2})*$/, 'must be airline codes with commas, such as TP,IB')
    .optional()
    .openapi({ example: 'TP', description: "The account's own airlines, to compare with" }),
})

const Competitors = z
  .object({
    market: z.string(),
    from: IsoDay,
    to: IsoDay,
    airlines: z.array(
      z.object({
        airline: z.string(),
        own: z.boolean(),
        rank: z.int().openapi({ description: '1 has the lowest fares for like' }),
        shown_share: z.number().openapi({ description: 'Searches that showed it' }),
        cheapest_share: z
          .number()
          .openapi({ description: 'Of those, searches in which nothing was cheaper' }),
        index: z
          .number()
          .openapi({ description: 'Fares for like; 100 is the lowest of each search' }),
        index_to_own: z
          .number()
          .nullable()
          .openapi({ description: '100 is the fares of `own`; null where none compare' }),
        move: z.number().nullable().openapi({
          description: 'Change from the earlier half of the days to the later, a share',
        }),
      })
    ),
  })
  .openapi('Competitors')

const route = createRoute({
  operationId: 'listCompetitors',
  method: 'get',
  path: '/v1/markets/{market}/competitors',
  tags: ['Trends'],
  summary: 'Airlines of a market against each other',
  description:
    'Lowest fares by airline, compared within the same cabin, trip kind, currency and booking window.',
  middleware: [requireScope('insights:read')] as const,
  request: { params: z.object({ market: MarketParam }), query: Query },
  responses: {
    200: json(envelope(Competitors), 'Lowest first'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const competitorTrends = createRouter().openapi(route, async (c) => {
  const { services, principal } = c.var
  const { market } = c.req.valid('param')
  const { own, ...given } = c.req.valid('query')
  const range = dayRange(given, DEFAULT_DAYS, services.now)
  if (typeof range === 'string') return problem(c, 'invalid-request', range)

  const [first, last] = [dayNumber(range.from), dayNumber(range.to)]
  const middle = dayOf(first + Math.ceil((last - first + 1) / 2))
  const means = await reach(
    'database',
    readFareMeans(services.db, principal.scope, market, range, middle)
  )
  const ours = new Set(own?.split(','))
  const airlines = competitors(means, ANY_AIRLINE, ours).map((each) => ({
    airline: each.airline,
    own: ours.has(each.airline),
    rank: each.rank,
    shown_share: each.shownShare,
    cheapest_share: each.cheapestShare,
    index: each.ratioToLowest * 100,
    index_to_own: each.ratioToOwn === undefined ? null : each.ratioToOwn * 100,
    move: each.move ?? null,
  }))
  return c.json(enveloped(c, { market, ...range, airlines }), 200)
})
