/** `GET /v1/trends/travel-periods`: when travellers want to fly. */
import { createRoute, z } from '@hono/zod-openapi'
import { IsoDay, utcDay } from '../../../models/airline/calendar'
import { AirportCode, endsOf, Market } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import { travelPeriods } from '../../../pipelines/trends/travel-periods'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { readDepartureCounts } from '../../storage/aggregates/read-trends'
import { dayRange, RangeQuery } from './day-range'

const DEFAULT_DAYS = 90

const Query = RangeQuery.extend({
  market: Market.optional().openapi({ example: 'LIS-JFK' }),
  origin: AirportCode.optional(),
  destination: AirportCode.optional(),
})

const TravelPeriods = z
  .object({
    from: IsoDay,
    to: IsoDay,
    searches: z.int(),
    weeks: z.array(
      z.object({
        week: IsoDay.openapi({ description: 'Monday of the week of departure' }),
        searches: z.int(),
        share: z.number(),
        ratio_to_around: z
          .number()
          .nullable()
          .openapi({ description: 'Over the median of the three weeks before and after' }),
        peak: z.boolean(),
        holidays: z
          .array(z.object({ day: IsoDay, country: z.string() }))
          .openapi({ description: 'Public holidays at either end, within three days' }),
      })
    ),
  })
  .openapi('TravelPeriods')

const route = createRoute({
  operationId: 'listTravelPeriods',
  method: 'get',
  path: '/v1/trends/travel-periods',
  tags: ['Trends'],
  summary: 'Weeks of departure by searches, with their peaks',
  description:
    'Searches of the range by week of departure. A peak is a week of at least 20 searches and 1.3 times the median of the weeks around it.',
  middleware: [requireScope('insights:read')] as const,
  request: { query: Query },
  responses: {
    200: json(envelope(TravelPeriods), 'Weeks in order, from the current one'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const travelPeriodTrends = createRouter().openapi(route, async (c) => {
  const { services, principal } = c.var
  const { market, origin, destination, ...given } = c.req.valid('query')
  const range = dayRange(given, DEFAULT_DAYS, services.now)
  if (typeof range === 'string') return problem(c, 'invalid-request', range)

  const filter = { market, origin, destination }
  const today = utcDay(services.now)
  const counts = await reach(
    'database',
    readDepartureCounts(services.db, principal.scope, range, filter, today)
  )
  const ends =
    market === undefined
      ? [origin, destination]
      : Object.values(endsOf(market as `${string}-${string}`))
  const countries = new Set(
    ends.flatMap((code) => (code === undefined ? [] : (place(code)?.country ?? [])))
  )
  const weeks = travelPeriods(counts, [...countries])
  const data = {
    ...range,
    searches: weeks.reduce((sum, { searches }) => sum + searches, 0),
    weeks: weeks.map(({ ratioToAround, isPeak, holidays, ...week }) => ({
      ...week,
      ratio_to_around: ratioToAround ?? null,
      peak: isPeak,
      holidays: [...holidays],
    })),
  }
  return c.json(enveloped(c, data), 200)
})
