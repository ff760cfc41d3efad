/** `POST /v1/offers:rank`: a caller's own slate, in the order this traveller would choose. */
import { createRoute, type z } from '@hono/zod-openapi'
import { marketOf } from '../../../models/airline/market'
import { toMinor } from '../../../models/airline/money'
import type { RankOptions } from '../../../pipelines/answers/ranking/offer-slate'
import type { Ranking } from '../../../pipelines/answers/ranking/rank-slate'
import {
  boostOfWire,
  MAX_OFFERS,
  RankingAnswer,
  RankRequest,
  SlateItem,
} from '../../../pipelines/answers/ranking/ranking-wire'
import { readSlate } from '../../../pipelines/answers/ranking/read-slate'
import { MAX_NAMED } from '../../../pipelines/intake/body/limits'
import { rankOffers } from '../../answering/rank-offers'
import { requireScope } from '../../gateway/auth'
import { takeItems } from '../../gateway/quota'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { newRankingId, travellerKey } from '../../storage/traveller-name'

const rankRoute = createRoute({
  operationId: 'rankOffers',
  method: 'post',
  path: '/v1/offers:rank',
  tags: ['Recommendations'],
  summary: 'Rank the offers of a slate',
  description:
    `Up to ${MAX_OFFERS} offers of one trip. Feedback that was accepted before counts in this order. ` +
    'The order depends on the offers and on what the traveller chose before, never on device, country or address.',
  middleware: [requireScope('insights:read')] as const,
  request: {
    body: { required: true, content: { 'application/json': { schema: RankRequest } } },
  },
  responses: {
    200: json(envelope(RankingAnswer), 'The offers that could be read, best first'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited'),
  },
})

export const offersRank = createRouter()
offersRank.openAPIRegistry.register('SlateItem', SlateItem)

offersRank.openapi(rankRoute, async (c) => {
  const { services, principal } = c.var
  const { scope } = principal
  const { user, session, context, items, options } = c.req.valid('json')
  const over = await takeItems(c, items.length)
  if (over) return problem(c, over.code, over.detail)
  const { offers, rejected, currency } = readSlate(items)
  if (currency === undefined) {
    const detail = `None of the ${items.length} offers could be read: ${rejected[0]?.detail}.`
    const errors = rejected
      .slice(0, MAX_NAMED)
      .map((each) => ({ ...each, location: 'body' as const }))
    return problem(c, 'invalid-request', detail, errors)
  }
  const market = marketOf(context.origin, context.destination)
  const key = travellerKey(services.userHashKeys, scope, { user, session })
  const id = newRankingId(key)
  const call = { id, market, offers, options: optionsOf(options, currency) }
  const { ranking, choices, variant, fallback } = await rankOffers(services, scope, key, call)
  const personal = user !== undefined || session !== undefined
  const answer = {
    ranking_id: id,
    market,
    ...wireOf(ranking, options.top_k),
    filtered: [...ranking.filtered],
    rejected_count: rejected.length,
    rejected: rejected.slice(0, MAX_NAMED),
    variant: variant ? { experiment_id: variant.experimentId, arm: variant.arm } : null,
    evidence: { choices, personal, fallback },
  }
  return c.json(enveloped(c, answer, { links: { ranking: `/v1/rankings/${id}` } }), 200)
})

function optionsOf(
  { filters, boosts, diversity }: z.infer<typeof RankRequest>['options'],
  currency: string
): RankOptions {
  const { max_price, max_stops, max_duration_minutes, carriers, without_carriers } = filters
  return {
    order: 'utility',
    diversity,
    filters: {
      maxAmount: max_price === undefined ? undefined : toMinor(Number(max_price), currency),
      maxStops: max_stops,
      maxDurationMinutes: max_duration_minutes,
      carriers,
      withoutCarriers: without_carriers,
    },
    boosts: boosts.map(boostOfWire),
  }
}

function wireOf({ offers, noneProbability }: Ranking, topK: number | undefined) {
  return {
    items: offers.slice(0, topK).map((ranked) => ({
      id: ranked.offer.id,
      rank: ranked.rank,
      score: ranked.utility,
      choice_probability: ranked.probability,
      labels: [...ranked.labels],
      reasons: [...ranked.reasons],
    })),
    none_probability: noneProbability,
  }
}
