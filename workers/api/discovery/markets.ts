/** `GET /v1/markets`: the markets in which an account has observed fares, with how much of each. */

import { createRoute, z } from '@hono/zod-openapi'
import { utcDay } from '../../../models/airline/calendar'
import { readMarketQuery } from '../../../pipelines/answers/discovery/market-query'
import { MarketItem, marketWire } from '../../../pipelines/answers/discovery/market-wire'
import { eachSnapshotOnce } from '../../answering/read-markets'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { pageOf } from '../../http/page'
import { problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { readKnownMarkets } from '../../storage/known-markets/known-market-rows'
import { limitOf, SearchText } from './search-query'

const getMarkets = createRoute({
  operationId: 'listMarkets',
  method: 'get',
  path: '/v1/markets',
  tags: ['Discovery'],
  summary: 'List the markets with observed fares',
  description:
    'Markets of this account by code. The query names one place ("lis", "lisbon") or the two ends of a market ' +
    '("LIS-JFK", "lisbon to new york"); a city stands for its airports too. Other markets can be asked as well: ' +
    'they are answered from open data, see `evidence.fallback_level`.',
  middleware: [requireScope('insights:read')] as const,
  request: {
    query: z.strictObject({
      query: SearchText.optional(),
      limit: limitOf(50, 20),
      after: z
        .string()
        .regex(/^[A-Z]{3}-[A-Z]{3}$/, 'must be a market of an earlier page, such as LIS-JFK')
        .optional()
        .openapi({ description: 'The last market of the page before' }),
    }),
  },
  responses: {
    200: json(envelope(z.array(MarketItem)), 'In the order of their codes; `links.next` has more'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const markets = createRouter().openapi(getMarkets, async (c) => {
  const { services, principal } = c.var
  const { query, limit, after = '' } = c.req.valid('query')
  const wanted = query === undefined ? {} : readMarketQuery(query, utcDay(services.now))
  const found = await reach(
    'database',
    readKnownMarkets(services.db, principal.scope, wanted, { limit: limit + 1, after })
  )
  const { page, links } = pageOf(found, c.req.path, { query, limit }, ({ market }) => market)
  const snapshotOf = eachSnapshotOnce(principal.scope, services)
  const data = await Promise.all(
    page.map(async ({ market, firstAt }) => {
      const { snapshot } = await snapshotOf(market)
      return marketWire(market, firstAt, snapshot)
    })
  )
  return c.json(enveloped(c, data, { links }), 200)
})
