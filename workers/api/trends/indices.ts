/** `GET /v1/indices`: how the level of observed fares moved, by scope and booking window. */
import { createRoute, z } from '@hono/zod-openapi'
import { DAY_MS, daysBetween, IsoDay, utcDay } from '../../../models/airline/calendar'
import { minorDigits } from '../../../models/airline/money'
import { BOOKING_WINDOWS } from '../../../pipelines/aggregates/booking-window'
import { ANY_AIRLINE } from '../../../pipelines/aggregates/fare-day'
import { PERIODS, periodsBetween } from '../../../pipelines/aggregates/periods'
import { byMarket, fareBaskets, usualCurrency } from '../../../pipelines/indices/fare-baskets'
import { INDEX_METHODS, indexSeries } from '../../../pipelines/indices/index-series'
import { unitRates } from '../../answering/unit-rates'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { readFareSums } from '../../storage/aggregates/read-aggregates'

const DEFAULT_DAYS = 84
const MAX_DAYS = 731
const MAX_PERIODS = 62
/** A comparison of every pair of periods takes about a second of CPU at this size. */
const MAX_ROWS = 40_000
const CONTRIBUTORS = 20

const SCOPE = /^(all|market:[A-Z]{3}-[A-Z]{3}|(origin|destination):[A-Z]{3}|airline:[A-Z0-9]{2})$/

const Query = z.strictObject({
  scope: z
    .string()
    .regex(
      SCOPE,
      'must be all, market:LIS-JFK, origin:LIS, destination:JFK or airline:TP, with codes of your own'
    )
    .default('all')
    .openapi({
      example: 'market:LIS-JFK',
      description: 'all, or fares of one market, origin, destination or airline',
    }),
  window: z
    .enum(['all', ...BOOKING_WINDOWS])
    .default('all')
    .openapi({ description: 'Days from the search to the departure' }),
  method: z.enum(INDEX_METHODS).default('geks-fisher').openapi({
    description:
      'geks-fisher depends on no path between periods; jevons weighs all fares alike; unit-value is the mean fare, which moves with the mix',
  }),
  period: z.enum(PERIODS).default('week').openapi({ description: 'Weeks begin on Monday' }),
  from: IsoDay.optional().openapi({ description: 'UTC day; its period is the base' }),
  to: IsoDay.optional().openapi({ description: 'UTC day; default: today' }),
  currency: z
    .string()
    .refine((code) => minorDigits(code) !== undefined, 'must be an ISO 4217 code, such as EUR')
    .optional()
    .openapi({ description: 'Default: that of most fares' }),
})

const FareIndex = z
  .object({
    scope: z.string(),
    window: z.string(),
    method: z.enum(INDEX_METHODS),
    period: z.enum(PERIODS),
    currency: z.string().nullable(),
    base_period: z.iso.date().nullable(),
    periods: z.array(
      z.object({
        period: z.iso.date().openapi({ description: 'First day' }),
        status: z.enum(['ok', 'insufficient_coverage']),
        index: z.number().nullable().openapi({ description: '100 at the base period' }),
        coverage: z
          .number()
          .openapi({ description: 'Share of the value in fares seen in both periods, 0-1' }),
        items: z.int().openapi({ description: 'Fare groups compared' }),
      })
    ),
    contributions: z
      .object({
        period: z.iso.date(),
        change: z.number().openapi({ description: 'Index minus 100' }),
        markets: z.array(z.object({ market: z.string(), points: z.number() })),
        others: z.number().openapi({ description: 'Points of all other markets' }),
      })
      .nullable()
      .openapi({ description: 'Points of the latest index; they add up to its change' }),
    currencies_left_out: z
      .array(z.string())
      .openapi({ description: 'Without an exchange rate near the last day' }),
  })
  .openapi('FareIndex')

const getIndex = createRoute({
  operationId: 'getFareIndex',
  method: 'get',
  path: '/v1/indices',
  tags: ['Trends'],
  summary: 'Fare indices of what was searched',
  description:
    'Compares the lowest fares of searches between periods, by market, cabin, trip kind and booking window; a search is the quantity. ' +
    'A period that shares less than half of the value with the base has no number. Reads the aggregates of `aggregate-days`.',
  middleware: [requireScope('insights:read')] as const,
  request: { query: Query },
  responses: {
    200: json(envelope(FareIndex), 'The base is 100'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const indices = createRouter().openapi(getIndex, async (c) => {
  const { services, principal } = c.var
  const query = c.req.valid('query')
  const to = query.to ?? utcDay(services.now)
  const from = query.from ?? utcDay(Date.parse(to) - (DEFAULT_DAYS - 1) * DAY_MS)
  const days = daysBetween(from, to)
  if (days < 0 || days >= MAX_DAYS) {
    return problem(
      c,
      'invalid-request',
      `from: must be on or before to (${to}) and less than ${MAX_DAYS} days before it`
    )
  }
  const starts = periodsBetween(query.period, from, to)
  if (starts.length > MAX_PERIODS) {
    return problem(
      c,
      'invalid-request',
      `period: ${starts.length} periods of a ${query.period}; ask for ${MAX_PERIODS} or fewer, or a longer period`
    )
  }
  const { db } = services
  const { period, window } = query
  const wanted = {
    airline: ANY_AIRLINE,
    ...scopeFilter(query.scope),
    bookingWindow: window === 'all' ? undefined : window,
  }
  const sums = await reach(
    'database',
    readFareSums(db, principal.scope, { from, to }, period, wanted, MAX_ROWS + 1)
  )
  if (sums.length > MAX_ROWS) {
    return problem(
      c,
      'invalid-request',
      `scope: covers more than ${MAX_ROWS} fares of a period; name a market, origin, destination or window`
    )
  }
  const currency = query.currency ?? usualCurrency(sums) ?? null
  const names = new Set(sums.map((sum) => sum.currency))
  const rates = await unitRates(services, principal.scope, to, names, currency)
  const filled = starts.slice(baseOf(starts, sums))
  const series = indexSeries(query.method, fareBaskets(sums, filled, rates))
  const periods = series.points.map(({ index, coverage, items }, at) => ({
    period: filled[at] ?? to,
    status: index === undefined ? ('insufficient_coverage' as const) : ('ok' as const),
    index: index ?? null,
    coverage,
    items,
  }))
  const data = {
    scope: query.scope,
    window,
    method: query.method,
    period,
    currency,
    base_period: filled[0] ?? null,
    periods,
    contributions: contributionsOf(series, filled),
    currencies_left_out: [...names].filter((name) => rates.get(name) === undefined).sort(),
  }
  return c.json(enveloped(c, data), 200)
})

function scopeFilter(scope: string): Readonly<Record<string, string>> {
  const [name, value] = scope.split(':')
  return name === undefined || value === undefined ? {} : { [name]: value }
}

/** Position of the first period with a fare; past the end without any. */
function baseOf(starts: readonly string[], sums: readonly { readonly period: string }[]): number {
  const seen = new Set(sums.map(({ period }) => period))
  const first = starts.findIndex((start) => seen.has(start))
  return first < 0 ? starts.length : first
}

function contributionsOf(
  { points, contributions }: ReturnType<typeof indexSeries>,
  periods: readonly string[]
) {
  const last = points.findLastIndex(({ index }) => index !== undefined)
  const [period, index] = [periods[last], points[last]?.index]
  if (period === undefined || index === undefined) return null
  const markets = byMarket(contributions(last))
  const shown = markets.slice(0, CONTRIBUTORS)
  const change = index - 100
  const sum = shown.reduce((total, { points: each }) => total + each, 0)
  return {
    period,
    change,
    markets: shown,
    others: markets.length > shown.length ? change - sum : 0,
  }
}
