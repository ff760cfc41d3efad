/** Messages given up and documents not read whole: to look at, and to send again once mended. */
import { createRoute, z } from '@hono/zod-openapi'
import { type DeadLetterSummary, listDeadLetters } from '../dead-letters/letters'
import { contentOf, replay } from '../dead-letters/retry-letter'
import { requireScope } from '../gateway/auth'
import { envelope, enveloped, json } from '../http/http'
import { problem, problems } from '../http/problem'
import { createRouter } from '../http/router'

const DeadLetter = z
  .object({
    kind: z.enum(['message', 'document']),
    id: z.string(),
    reason: z.string(),
    receipt_id: z.string().nullable(),
    events: z.int().openapi({ description: '0 when the message could not be read' }),
    died_at: z.iso.datetime(),
    replayed_at: z.iso.datetime().nullable(),
  })
  .openapi('DeadLetter')

const listRoute = createRoute({
  method: 'get',
  path: '/v1/dead-letters',
  tags: ['Ingest'],
  summary: 'List messages given up and documents with rejected records, by id',
  middleware: [requireScope('read')] as const,
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(1).max(500).default(50),
      after: z.string().optional().openapi({ description: 'The last id of the page before' }),
    }),
  },
  responses: {
    200: json(envelope(z.array(DeadLetter)), '`links.next` leads to the next page'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited'),
  },
})

const replayRoute = createRoute({
  method: 'post',
  path: '/v1/dead-letters/{id}:replay',
  tags: ['Ingest'],
  summary: 'Send a message, or read a document, again',
  description:
    'Safe to repeat: however often a message comes, its events are counted once. A document is ' +
    'read at the clock it came at; `links.receipt` follows what it gave this time.',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    202: json(envelope(DeadLetter), 'Its events are in the queue again'),
    ...problems(
      'invalid-request',
      'unauthorized',
      'forbidden',
      'not-found',
      'rate-limited',
      'unavailable'
    ),
  },
})

const contentRoute = createRoute({
  method: 'get',
  path: '/v1/dead-letters/{id}/content',
  tags: ['Ingest'],
  summary: 'Read what a dead letter holds',
  middleware: [requireScope('read')] as const,
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: {
      description: 'The message, or the document as it was sent',
      content: { 'text/plain': { schema: z.string() } },
    },
    ...problems('unauthorized', 'forbidden', 'not-found', 'rate-limited'),
  },
})

const router = createRouter().openapi(listRoute, async (c) => {
  const { services, caller } = c.var
  const query = c.req.valid('query')
  const { letters, more } = await listDeadLetters(services.lake, caller.liveMode, query)
  const last = letters.at(-1)
  const next = `/v1/dead-letters?limit=${query.limit}&after=${encodeURIComponent(last?.id ?? '')}`
  return c.json(enveloped(c, letters.map(wireOf), { links: more && last ? { next } : {} }), 200)
})

export const deadLetters = router.openapi(contentRoute, async (c) => {
  const { services, caller } = c.var
  const { id } = c.req.valid('param')
  const content = await contentOf(services.lake, caller.liveMode, id)
  return content === undefined
    ? problem(c, 'not-found', `There is no dead letter "${id}".`)
    : c.text(content, 200)
})

// The router cannot split "{id}:replay", so the contract is registered beside the handler.
deadLetters.openAPIRegistry.registerPath(replayRoute)
deadLetters.post('/v1/dead-letters/:action{.+:replay}', requireScope('write'), async (c) => {
  const { services, caller } = c.var
  const id = c.req.param('action').slice(0, -':replay'.length)
  const replayed = await replay(services, caller, id)
  if (!replayed) return problem(c, 'not-found', `There is no dead letter "${id}".`)
  if (typeof replayed === 'string') return problem(c, 'invalid-request', replayed)
  const { letter, receiptId } = replayed
  const links = receiptId ? { receipt: `/v1/events/receipts/${receiptId}` } : {}
  return c.json(enveloped(c, wireOf(letter), { links }), 202)
})

function wireOf({ kind, id, reason, receiptId, events, diedAt, replayedAt }: DeadLetterSummary) {
  return {
    kind,
    id,
    reason,
    receipt_id: receiptId ?? null,
    events,
    died_at: new Date(diedAt).toISOString(),
    replayed_at: replayedAt === undefined ? null : new Date(replayedAt).toISOString(),
  }
}
