/** `POST /v1/feedback`: what travellers did with their rankings; `GET /v1/rankings/{id}` shows one. */

import { createRoute, z } from '@hono/zod-openapi'
import {
  FeedbackAnswer,
  FeedbackItem,
  MAX_FEEDBACK,
} from '../../../pipelines/answers/ranking/ranking-wire'
import { FEEDBACK_TYPES } from '../../../pipelines/answers/ranking/traveller'
import { jsonOrUndefined } from '../../../pipelines/wire/json-text'
import { recordFeedback } from '../../answering/record-feedback'
import { requireScope } from '../../gateway/auth'
import { takeItems } from '../../gateway/quota'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { travellerName, travellerOf } from '../../storage/traveller-name'

const feedbackRoute = createRoute({
  operationId: 'sendFeedback',
  method: 'post',
  path: '/v1/feedback',
  tags: ['Recommendations'],
  summary: 'Report impressions, clicks, bookings and bounces',
  description:
    `A JSON array or NDJSON of up to ${MAX_FEEDBACK} entries. The next ranking of the traveller reflects what was accepted. ` +
    'An entry sent twice counts once; one that cannot be counted leaves the others.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': { schema: z.array(FeedbackItem) },
        'application/x-ndjson': { schema: z.string() },
      },
    },
  },
  responses: {
    200: json(envelope(FeedbackAnswer), 'Counted before this answer was sent'),
    ...problems(
      'invalid-request',
      'unauthorized',
      'forbidden',
      'too-large',
      'rate-limited',
      'unavailable'
    ),
  },
})

const RankingRecord = z
  .object({
    ranking_id: z.string(),
    market: z.string(),
    ranked_at: z.iso.datetime(),
    offer_ids: z.array(z.string()).openapi({ description: 'In the order shown' }),
    feedback: z
      .array(z.object({ type: z.enum(FEEDBACK_TYPES), offer_id: z.string() }))
      .openapi({ description: 'In the order counted' }),
  })
  .openapi('RankingRecord')

const showRoute = createRoute({
  operationId: 'getRanking',
  method: 'get',
  path: '/v1/rankings/{id}',
  tags: ['Recommendations'],
  summary: 'Show an earlier ranking',
  description:
    'The order shown and the feedback that was counted; the latest 20 of a traveller stay.',
  middleware: [requireScope('insights:read')] as const,
  request: { params: z.object({ id: z.string().max(200) }) },
  responses: {
    200: json(envelope(RankingRecord), 'The ranking as it was shown'),
    ...problems('unauthorized', 'forbidden', 'not-found', 'rate-limited', 'unavailable'),
  },
})

export const feedback = createRouter()
// The reader takes lines as well as an array, which no single schema of a body describes.
feedback.openAPIRegistry.registerPath(feedbackRoute)

feedback.openapi(showRoute, async (c) => {
  const { services, principal } = c.var
  const { id } = c.req.valid('param')
  const key = travellerOf(id)
  const name = key && travellerName(principal.scope, key)
  const found = name && (await reach('travellers', services.travellers.getByName(name).ranking(id)))
  if (!found) return problem(c, 'not-found', `There is no ranking "${id}".`)
  const record = {
    ranking_id: found.id,
    market: found.market,
    ranked_at: new Date(found.at).toISOString(),
    offer_ids: found.offers.map((offer) => offer.id),
    feedback: found.counted.map(({ type, offerId }) => ({ type, offer_id: offerId })),
  }
  return c.json(enveloped(c, record), 200)
})

feedback.post('/v1/feedback', requireScope('events:write'), async (c) => {
  const { services, principal } = c.var
  const entries = entriesOf(await c.req.text())
  if (entries === undefined || entries.length === 0 || entries.length > MAX_FEEDBACK) {
    const detail = `Send a JSON array, or one JSON object a line, of 1 to ${MAX_FEEDBACK} entries.`
    return problem(c, 'invalid-request', detail)
  }
  const over = await takeItems(c, entries.length)
  if (over) return problem(c, over.code, over.detail)
  const counted = await recordFeedback(services, principal.scope, entries)
  return c.json(enveloped(c, counted), 200)
})

/** An entry that is no JSON stays text, and is rejected by itself. */
function entriesOf(text: string): readonly unknown[] | undefined {
  if (text.trimStart().startsWith('[')) {
    const array = jsonOrUndefined(text)
    return Array.isArray(array) ? array : undefined
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => jsonOrUndefined(line) ?? line)
}
