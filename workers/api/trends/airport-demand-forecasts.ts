/** `GET /v1/airports/{iata}/demand-forecasts`: bookings of an airport, adding up over countries, cities and routes. */
import { createRoute, z } from '@hono/zod-openapi'
import { DAY_MS, dayNumberAt, IsoDay } from '../../../models/airline/calendar'
import { airportDemand } from '../../../pipelines/answers/demand/airport-demand'
import { MOST_DAYS_AHEAD } from '../../../pipelines/answers/demand/booking-forecasts'
import type { Reconciled } from '../../../pipelines/answers/demand/reconcile'
import { bookingHistory } from '../../answering/booking-history'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { loadBookingsModel } from '../../inference/models'
import { AirportQuery } from '../readers/trip-query'

/** Each market, city and country is a forecast of its own for each departure. */
const MOST_MARKETS = 40

const Expected = z.number().openapi({ description: 'Seats' })
const AirportDemand = z
  .object({
    airport: z.string(),
    markets: z.int().openapi({ description: `Most booked ones; at most ${MOST_MARKETS}` }),
    departures: z.array(
      z.object({
        departure_date: IsoDay,
        expected: Expected,
        countries: z.array(
          z.object({
            country: z.string(),
            expected: Expected,
            cities: z.array(
              z.object({
                city: z.string(),
                expected: Expected,
                routes: z.array(z.object({ market: z.string(), expected: Expected })),
              })
            ),
          })
        ),
      })
    ),
  })
  .openapi('AirportDemandForecast')

const route = createRoute({
  operationId: 'getAirportDemandForecast',
  method: 'get',
  path: '/v1/airports/{iata}/demand-forecasts',
  tags: ['Trends'],
  summary: 'How much the routes from an airport will be booked',
  description:
    'Final bookings by departure date for destination countries, cities and routes. Each level is forecast by itself and reconciled: parts add up to their sums.',
  middleware: [requireScope('insights:read')] as const,
  request: {
    params: z.object({ iata: AirportQuery }),
    query: z.strictObject({
      days: z.coerce
        .number()
        .int()
        .min(1)
        .max(MOST_DAYS_AHEAD)
        .default(14)
        .openapi({ description: 'Departures of so many days from today' }),
    }),
  },
  responses: {
    200: json(envelope(AirportDemand), 'Empty without enough booked history'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const airportDemandForecasts = createRouter().openapi(route, async (c) => {
  const { services, principal } = c.var
  const { iata } = c.req.valid('param')
  const { days } = c.req.valid('query')
  const history = bookingHistory(services, principal.scope, { origin: iata }, MOST_MARKETS)
  const routes = await reach('database', history)
  const first = dayNumberAt(services.now - DAY_MS) + 1
  const departures = Array.from({ length: days }, (_, at) => first + at)
  const model = loadBookingsModel(services)
  const found = routes.size === 0 ? [] : await airportDemand(model, iata, routes, departures)
  const data = {
    airport: iata,
    markets: routes.size,
    departures: found.map(({ departureDate, tree }) => ({
      departure_date: departureDate,
      expected: tree.value,
      countries: tree.parts.map(countryWire),
    })),
  }
  return c.json(enveloped(c, data, { model: found.length > 0 ? model.name : null }), 200)
})

function countryWire({ name, value, parts }: Reconciled) {
  return {
    country: name,
    expected: value,
    cities: parts.map((city) => ({
      city: city.name,
      expected: city.value,
      routes: city.parts.map((each) => ({ market: each.name, expected: each.value })),
    })),
  }
}
