/** `GET /v1/markets/{market}/search-patterns`: when, from where and on what a market is searched. */
import { createRoute, z } from '@hono/zod-openapi'
import { IsoDay } from '../../../models/airline/calendar'
import { type Share, searchPatterns } from '../../../pipelines/trends/search-patterns'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { readMarketDays } from '../../storage/aggregates/read-aggregates'
import { MarketParam } from '../readers/trip-query'
import { dayRange, RangeQuery } from './day-range'

const DEFAULT_DAYS = 28

const share = { searches: z.int(), share: z.number() }

const SearchPatterns = z
  .object({
    market: z.string(),
    from: IsoDay,
    to: IsoDay,
    days_observed: z.int(),
    searches: z.int(),
    passengers: z.int(),
    bookings: z.int(),
    by_hour: z.array(z.object({ hour: z.string().openapi({ description: 'UTC' }), ...share })),
    by_weekday: z.array(
      z.object({ weekday: z.string().openapi({ description: '1 is Monday' }), ...share })
    ),
    by_lead_time: z.array(
      z.object({ days_to_departure: z.string().openapi({ example: '14-20' }), ...share })
    ),
    by_device: z.array(z.object({ device: z.string(), ...share })),
    by_country: z.array(z.object({ country: z.string(), ...share })),
  })
  .openapi('SearchPatterns')

const route = createRoute({
  operationId: 'getSearchPatterns',
  method: 'get',
  path: '/v1/markets/{market}/search-patterns',
  tags: ['Trends'],
  summary: 'How a market is searched',
  description: 'Searches by hour, weekday, days to departure, device and country, as shares.',
  middleware: [requireScope('insights:read')] as const,
  request: { params: z.object({ market: MarketParam }), query: RangeQuery },
  responses: {
    200: json(envelope(SearchPatterns), 'All zero for a market without searches'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const searchPatternTrends = createRouter().openapi(route, async (c) => {
  const { services, principal } = c.var
  const { market } = c.req.valid('param')
  const range = dayRange(c.req.valid('query'), DEFAULT_DAYS, services.now)
  if (typeof range === 'string') return problem(c, 'invalid-request', range)

  const days = await reach(
    'database',
    readMarketDays(services.db, principal.scope, range, [market])
  )
  const patterns = searchPatterns(days)
  const data = {
    market,
    ...range,
    days_observed: patterns.days,
    searches: patterns.searches,
    passengers: patterns.passengers,
    bookings: patterns.bookings,
    by_hour: patterns.byHour.map(({ name, ...rest }: Share) => ({ hour: name, ...rest })),
    by_weekday: patterns.byWeekday.map(({ name, ...rest }) => ({ weekday: name, ...rest })),
    by_lead_time: patterns.byLeadTime.map(({ name, ...rest }) => ({
      days_to_departure: name,
      ...rest,
    })),
    by_device: patterns.byDevice.map(({ name, ...rest }) => ({ device: name, ...rest })),
    by_country: patterns.byCountry.map(({ name, ...rest }) => ({ country: name, ...rest })),
  }
  return c.json(enveloped(c, data), 200)
})
