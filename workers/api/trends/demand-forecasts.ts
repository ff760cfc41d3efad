/** `GET /v1/demand-forecasts`: the level of a market's searches on the next days. */
import { createRoute, z } from '@hono/zod-openapi'
import { DAY_MS, dayNumber, dayOf, IsoDay, utcDay } from '../../../models/airline/calendar'
import { AirportCode, marketOf } from '../../../models/airline/market'
import { TRAILING_DAYS } from '../../../models/demand-level/demand-level'
import { DEMAND_LEVELS } from '../../../models/demand-level/demand-level-model'
import { forecastBookings } from '../../../pipelines/answers/demand/booking-forecasts'
import {
  type DemandDay,
  demandLevels,
  MOST_DAYS_AHEAD,
} from '../../../pipelines/answers/demand/demand-levels'
import { bookingHistory } from '../../answering/booking-history'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { loadBookingsModel, loadDemandModel } from '../../inference/models'
import { readMarketCounts } from '../../storage/aggregates/read-trends'
import { BookingForecastWire, bookingWire } from './booking-wire'

const Query = z.strictObject({
  origin: AirportCode,
  destination: AirportCode,
  from: IsoDay.optional().openapi({ description: 'First UTC day of searches; default: today' }),
  to: IsoDay.optional().openapi({
    description: `Last UTC day of searches; at most ${MOST_DAYS_AHEAD} days after yesterday`,
  }),
})

/** Departures whose bookings are forecast. */
const DEPARTURES = 28

const Chance = z.number().openapi({ description: '0-1' })
const DemandForecast = z
  .object({
    market: z.string(),
    status: z.enum(['ok', 'insufficient_history']),
    observed_days: z.int().openapi({ description: 'Days from the first search to yesterday' }),
    needed_days: z.int().nullable().openapi({ description: 'Set when the history is too short' }),
    days: z.array(
      z.object({
        day: IsoDay,
        days_ahead: z.int(),
        level: z.enum(DEMAND_LEVELS),
        probabilities: z.object({ low: Chance, medium: Chance, high: Chance }),
        usual_searches: z
          .number()
          .openapi({ description: 'Mean searches a day of the eight weeks before' }),
        low_below: z.number().openapi({ description: 'Searches a day' }),
        high_above: z.number(),
      })
    ),
  })
  .extend({
    bookings: z.array(BookingForecastWire).openapi({
      description: `Departures of the next ${DEPARTURES} days; those without enough booked history are left out`,
    }),
  })
  .openapi('DemandForecast')

const route = createRoute({
  operationId: 'getDemandForecast',
  method: 'get',
  path: '/v1/demand-forecasts',
  tags: ['Trends'],
  summary: 'How much a market will be searched and booked',
  description:
    "Low, medium or high against the market's own trailing eight weeks, for up to seven days after the last whole one, and the " +
    'final bookings of the next departures from their booking curves so far.',
  middleware: [requireScope('insights:read')] as const,
  request: { query: Query },
  responses: {
    200: json(envelope(DemandForecast), '`meta.model` names the model, or the rule, that answered'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const demandForecasts = createRouter().openapi(route, async (c) => {
  const { services, principal } = c.var
  const { origin, destination, from, to } = c.req.valid('query')
  const market = marketOf(origin, destination)
  const yesterday = utcDay(services.now - DAY_MS)
  const lastPossible = dayOf(dayNumber(yesterday) + MOST_DAYS_AHEAD)
  const [first, last] = [from ?? utcDay(services.now), to ?? lastPossible]
  if (first > last || first <= yesterday || last > lastPossible) {
    return problem(
      c,
      'invalid-request',
      `from, to: must be in order, from ${utcDay(services.now)} to ${lastPossible}`
    )
  }
  const range = { from: dayOf(dayNumber(yesterday) - TRAILING_DAYS), to: yesterday }
  const counts = await reach(
    'database',
    readMarketCounts(services.db, principal.scope, market, range)
  )
  const searches = counts ?? { firstDay: dayNumber(yesterday) + 1, counts: [] }
  const days = Array.from({ length: dayNumber(last) - dayNumber(first) + 1 }, (_, at) => {
    return dayNumber(first) + at
  })
  const model = loadDemandModel(services)
  const levels = await demandLevels(model, searches, days)
  const departures = Array.from({ length: DEPARTURES }, (_, at) => dayNumber(yesterday) + 1 + at)
  const history = await reach('database', bookingHistory(services, principal.scope, { market }, 1))
  const observed = history.get(market)
  const booked = observed
    ? await forecastBookings(loadBookingsModel(services), observed, departures)
    : []
  const isKnown = levels.status === 'ok'
  const data = {
    market,
    status: levels.status,
    observed_days: searches.counts.length,
    needed_days: isKnown ? null : levels.neededDays,
    days: isKnown ? levels.days.map(wireOf) : [],
    bookings: booked.map(bookingWire),
  }
  return c.json(enveloped(c, data, { model: isKnown ? model.name : null }), 200)
})

function wireOf(each: DemandDay) {
  const { day, daysAhead, level, probabilities, usualPerDay, lowBelow, highAbove } = each
  return {
    day,
    days_ahead: daysAhead,
    level,
    probabilities,
    usual_searches: usualPerDay,
    low_below: lowBelow,
    high_above: highAbove,
  }
}
