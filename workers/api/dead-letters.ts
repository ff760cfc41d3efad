/** Dead-lettered messages and partly read documents: listed, and replayed once repaired. */

import { createRoute, z } from '@hono/zod-openapi'
import { requireScope } from '../gateway/auth'
import { recordAct } from '../gateway/record-act'
import { envelope, enveloped, json } from '../http/http'
import { instantOrNull } from '../http/instant'
import { limitUpTo, pageOf } from '../http/page'
import { problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { contentOf, replayLetter, replayMany } from '../ingest/retry-letter'
import { type DeadLetterRow, findLetter, listLetters } from '../storage/letter-rows'
import { DEAD_LETTER_CAUSES } from '../storage/schema'

const DeadLetter = z
  .object({
    kind: z.enum(['message', 'document']),
    id: z.string(),
    cause: z.enum(DEAD_LETTER_CAUSES),
    reason: z.string(),
    receipt_id: z.string().nullable(),
    events: z.int().openapi({ description: '0 when the message could not be read' }),
    died_at: z.iso.datetime(),
    replayed_at: z.iso.datetime().nullable(),
  })
  .openapi('DeadLetter')

/** Selects letters that died from `from` and before `until`, of one cause or any. */
const Filter = {
  cause: z.enum(DEAD_LETTER_CAUSES).optional().openapi({ description: 'Any when left out' }),
  from: z.iso.datetime().optional().openapi({ description: 'Died at or after this instant' }),
  until: z.iso.datetime().optional().openapi({ description: 'Died before this instant' }),
}

const ReplayedMany = z
  .object({
    replayed: z.int(),
    failed: z.array(z.object({ id: z.string(), detail: z.string() })).openapi({
      description: 'Letters that cannot be replayed; they keep waiting',
    }),
    more: z.boolean().openapi({ description: 'Letters are left; go on after `last_id`' }),
    last_id: z.string().nullable(),
  })
  .openapi('DeadLettersReplayed')

const listRoute = createRoute({
  operationId: 'listDeadLetters',
  method: 'get',
  path: '/v1/dead-letters',
  tags: ['Ingest'],
  summary: 'List messages given up and documents with rejected records, by id',
  description: 'Messages that could not be processed, newest first, with their cause.',
  middleware: [requireScope('lake:read')] as const,
  request: {
    query: z.object({
      ...Filter,
      limit: limitUpTo(500, 50),
      after: z.string().optional().openapi({ description: 'The last id of the page before' }),
    }),
  },
  responses: {
    200: json(envelope(z.array(DeadLetter)), '`links.next` leads to the next page'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited'),
  },
})

const replayRoute = createRoute({
  operationId: 'replayDeadLetter',
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

const replayManyRoute = createRoute({
  operationId: 'replayDeadLetters',
  method: 'post',
  path: '/v1/dead-letters:replay',
  tags: ['Ingest'],
  summary: 'Replay the dead letters of a cause or a time',
  description:
    'Replays letters that were not replayed since they died, by id, up to `limit`. Safe to repeat: ' +
    'however often a message comes, its events are counted once.',
  middleware: [requireScope('events:write')] as const,
  request: {
    query: z.object({
      ...Filter,
      limit: limitUpTo(200, 100),
      after: z.string().optional().openapi({ description: '`last_id` of the answer before' }),
    }),
  },
  responses: {
    202: json(envelope(ReplayedMany), 'Their events are in the queue again'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

const contentRoute = createRoute({
  operationId: 'getDeadLetterContent',
  method: 'get',
  path: '/v1/dead-letters/{id}/content',
  tags: ['Ingest'],
  summary: 'Read what a dead letter holds',
  description: 'The content as it was received, to correct and send again.',
  middleware: [requireScope('lake:read')] as const,
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: {
      description: 'The message, or the document as it was sent',
      content: { 'text/plain': { schema: z.string() } },
    },
    ...problems('unauthorized', 'forbidden', 'not-found', 'rate-limited'),
  },
})

const router = createRouter()
  .openapi(listRoute, async (c) => {
    const { services, principal } = c.var
    const { limit, ...filter } = c.req.valid('query')
    const found = await listLetters(services.db, principal.scope, queryOf(filter), limit + 1)
    const { page, links } = pageOf(found, c.req.path, { limit, ...filter }, ({ id }) => id)
    return c.json(enveloped(c, page.map(wireOf), { links }), 200)
  })
  .openapi(replayManyRoute, async (c) => {
    const { services, principal } = c.var
    const { limit, ...filter } = c.req.valid('query')
    await recordAct(c, { action: 'letter.replay', subject: 'many', detail: { ...filter, limit } })
    const result = await replayMany(services, principal, queryOf(filter), limit)
    const { replayed, failed, more, lastId } = result
    return c.json(
      enveloped(c, { replayed, failed: [...failed], more, last_id: lastId ?? null }),
      202
    )
  })

type FilterQuery = {
  readonly cause?: DeadLetterRow['cause'] | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly after?: string | undefined
}

function queryOf({ cause, from, until, after }: FilterQuery) {
  const instant = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text))
  return { cause, after, from: instant(from), until: instant(until) }
}

export const deadLetters = router.openapi(contentRoute, async (c) => {
  const { services, principal } = c.var
  const { id } = c.req.valid('param')
  const content = await contentOf(services, principal.scope, id)
  return content === undefined
    ? problem(c, 'not-found', `There is no dead letter "${id}".`)
    : c.text(content, 200)
})

// The router cannot split "{id}:replay", so the contract is registered beside the handler.
deadLetters.openAPIRegistry.registerPath(replayRoute)
deadLetters.post('/v1/dead-letters/:id{.+:replay}', requireScope('events:write'), async (c) => {
  const { services, principal } = c.var
  const id = c.req.param('id').slice(0, -':replay'.length)
  const letter = await findLetter(services.db, principal.scope, id)
  if (!letter) return problem(c, 'not-found', `There is no dead letter "${id}".`)
  await recordAct(c, { action: 'letter.replay', subject: id })
  const replayed = await replayLetter(services, principal, letter)
  if (typeof replayed === 'string') return problem(c, 'invalid-request', replayed)
  const { receiptId } = replayed
  const links = receiptId ? { receipt: `/v1/events/receipts/${receiptId}` } : {}
  return c.json(enveloped(c, wireOf(replayed.letter), { links }), 202)
})

function wireOf(letter: DeadLetterRow) {
  const { kind, id, cause, reason, receiptId, events, diedAt, replayedAt } = letter
  return {
    kind,
    id,
    cause,
    reason,
    receipt_id: receiptId,
    events,
    died_at: new Date(diedAt).toISOString(),
    replayed_at: instantOrNull(replayedAt),
  }
}
