/** `GET /v1/trends/routes` and `/destinations`: what is searched most, and what more than before. */
import { createRoute, z } from '@hono/zod-openapi'
import { DAY_MS, IsoDay, utcDay } from '../../../models/airline/calendar'
import { AirportCode } from '../../../models/airline/market'
import type { Scope } from '../../../pipelines/events/scope'
import {
  emerging,
  type Growth,
  growthOf,
  LEAST_PAST_DAYS,
  PAST_DAYS,
  RECENT_DAYS,
} from '../../../pipelines/trends/growth'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import type { Services } from '../../services'
import { readSearchCounts, type SearchedName } from '../../storage/aggregates/read-trends'

/** Each name is tested by itself, which takes half a millisecond. */
const TESTED = 300

const Query = z.strictObject({
  origin: AirportCode.optional().openapi({ description: 'Only markets from here' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

const Trend = {
  searches: z.int().openapi({ description: 'Over the recent and the past days' }),
  share: z.number().openapi({ description: 'Of the searches of all names tested, 0-1' }),
  recent_per_day: z.number(),
  past_per_day: z.number(),
  growth: z.number().nullable().openapi({ description: 'Share; null when it is new' }),
  adjusted_p: z
    .number()
    .openapi({ description: 'Chance of such a rise without a trend, adjusted for all names' }),
}
const STATUS = z.enum(['ok', 'insufficient_history']).openapi({
  description: `"insufficient_history" below ${LEAST_PAST_DAYS} days before the recent ones`,
})
const Period = {
  status: STATUS,
  recent: z.object({ from: IsoDay, to: IsoDay }).openapi({ description: 'UTC days' }),
  past: z.object({ from: IsoDay, to: IsoDay }),
  days_observed: z.int(),
  tested: z.int().openapi({ description: 'Names compared, those most searched' }),
}

const RouteTrend = z.object({ market: z.string(), ...Trend })
const RouteTrends = z
  .object({ ...Period, popular: z.array(RouteTrend), growing: z.array(RouteTrend) })
  .openapi('RouteTrends')
const DestinationTrend = z.object({ destination: z.string(), ...Trend })
const DestinationTrends = z
  .object({ ...Period, popular: z.array(DestinationTrend), emerging: z.array(DestinationTrend) })
  .openapi('DestinationTrends')

const HOW =
  `The last ${RECENT_DAYS} whole days against the ${PAST_DAYS} before them, by an exact rank test; of a list, at most one entry in twenty is ` +
  'expected to be chance, and where nothing grows at most one list in twenty has an entry.'

const routesRoute = createRoute({
  operationId: 'listRouteTrends',
  method: 'get',
  path: '/v1/trends/routes',
  tags: ['Trends'],
  summary: 'Markets searched most, and more than before',
  description: HOW,
  middleware: [requireScope('insights:read')] as const,
  request: { query: Query },
  responses: {
    200: json(envelope(RouteTrends), 'Most searched first, and fastest growing first'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

const destinationsRoute = createRoute({
  operationId: 'listDestinationTrends',
  method: 'get',
  path: '/v1/trends/destinations',
  tags: ['Trends'],
  summary: 'Destinations searched most, and more than before',
  description: HOW,
  middleware: [requireScope('insights:read')] as const,
  request: { query: Query },
  responses: {
    200: json(envelope(DestinationTrends), 'Most searched first, and fastest growing first'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const growthTrends = createRouter()
  .openapi(routesRoute, async (c) => {
    const { services, principal } = c.var
    const query = c.req.valid('query')
    const { popular, growing, ...period } = await trends(services, principal.scope, 'market', query)
    const named = ({ name, ...trend }: Named) => ({ market: name, ...trend })
    const data = { ...period, popular: popular.map(named), growing: growing.map(named) }
    return c.json(enveloped(c, data), 200)
  })
  .openapi(destinationsRoute, async (c) => {
    const { services, principal } = c.var
    const query = c.req.valid('query')
    const { popular, growing, ...period } = await trends(
      services,
      principal.scope,
      'destination',
      query
    )
    const named = ({ name, ...trend }: Named) => ({ destination: name, ...trend })
    const data = { ...period, popular: popular.map(named), emerging: growing.map(named) }
    return c.json(enveloped(c, data), 200)
  })

type Named = { readonly name: string } & z.infer<z.ZodObject<typeof Trend>>

async function trends(
  { db, now }: Services,
  scope: Scope,
  by: SearchedName,
  { origin, limit }: z.infer<typeof Query>
) {
  const daysAgo = (days: number) => utcDay(now - days * DAY_MS)
  const recent = { from: daysAgo(RECENT_DAYS), to: daysAgo(1) }
  const past = { from: daysAgo(RECENT_DAYS + PAST_DAYS), to: daysAgo(RECENT_DAYS + 1) }
  const range = { from: past.from, to: recent.to }
  const series = await reach('database', readSearchCounts(db, scope, range, by, { origin }, TESTED))
  const days = series[0]?.counts.length ?? 0
  const isKnown = days >= RECENT_DAYS + LEAST_PAST_DAYS
  const totals = new Map(series.map(({ name, counts }) => [name, sumOf(counts)]))
  const all = sumOf([...totals.values()])
  const growths = isKnown ? growthOf(series, RECENT_DAYS) : []
  const wire = (growth: Growth): Named => {
    const searches = totals.get(growth.name) ?? 0
    return {
      name: growth.name,
      searches,
      share: all > 0 ? searches / all : 0,
      recent_per_day: growth.recentPerDay,
      past_per_day: growth.pastPerDay,
      growth: growth.growth ?? null,
      adjusted_p: growth.adjustedP,
    }
  }
  const byNumber = (a: Named, b: Named) => b.searches - a.searches || (a.name < b.name ? -1 : 1)
  return {
    status: isKnown ? ('ok' as const) : ('insufficient_history' as const),
    recent,
    past,
    days_observed: days,
    tested: growths.length,
    popular: growths.map(wire).sort(byNumber).slice(0, limit),
    growing: emerging(growths).slice(0, limit).map(wire),
  }
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
