/** `GET /v1/places`: the places that can be the end of a question, by code or name. */
import { createRoute, z } from '@hono/zod-openapi'
import { utcDay } from '../../../models/airline/calendar'
import {
  matchingPlaces,
  PlaceItem,
  placeWire,
} from '../../../pipelines/answers/discovery/place-wire'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { countMarketsOf } from '../../storage/known-markets/known-market-rows'
import { limitOf, SearchText } from './search-query'

const getPlaces = createRoute({
  operationId: 'listPlaces',
  method: 'get',
  path: '/v1/places',
  tags: ['Discovery'],
  summary: 'Find places by code or name',
  description:
    'Airports, stations and cities whose code, name or city has words that begin with the words of the query, the ' +
    'best match first. A former code finds the place of today. Each has the number of markets in which this account ' +
    'has observed fares.',
  middleware: [requireScope('insights:read')] as const,
  request: { query: z.strictObject({ query: SearchText, limit: limitOf(50, 10) }) },
  responses: {
    200: json(envelope(z.array(PlaceItem)), 'The best match first'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const places = createRouter().openapi(getPlaces, async (c) => {
  const { services, principal } = c.var
  const { query, limit } = c.req.valid('query')
  const codes = matchingPlaces(query, limit)
  const counts = await reach('database', countMarketsOf(services.db, principal.scope, codes))
  const day = utcDay(services.now)
  const data = codes.flatMap((code) => {
    const { leaving = 0, arriving = 0 } = counts.get(code) ?? {}
    return placeWire(code, day, { from: leaving, to: arriving }) ?? []
  })
  return c.json(enveloped(c, data), 200)
})
