/** `POST /v1/events`: the door for everything that is observed. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Rejected } from '../../pipelines/events/admit'
import { MAX_EVENTS, readBody } from '../../pipelines/events/body'
import { REFUSAL_CODES } from '../../pipelines/events/refusal'
import { EventWire } from '../../pipelines/events/wire'
import { receive } from '../ingest/receive'
import { MAX_BODY_BYTES, readRequestText } from '../ingest/request-text'
import { sha256Hex } from '../storage/api-keys'
import { requireScope } from './auth'
import { envelope, enveloped, json } from './http'
import { problem, problems } from './problem'
import { createRouter } from './router'
import { timed } from './timing'

const FieldProblem = z.object({
  pointer: z.string().openapi({ example: '/price_offers/0/price' }),
  code: z.enum(REFUSAL_CODES),
  detail: z.string().openapi({ description: 'What was wrong and what mends it' }),
})

const Accepted = z
  .object({
    receipt_id: z.string().openapi({ example: 'rcp_0f9c2b7d5e31a84c6d20' }),
    accepted: z.int(),
    duplicates: z.int().openapi({
      description:
        'Repeats within the request, and events that had been counted before. ' +
        'A repeat that is found only while counting shows in the receipt as `repeated`',
    }),
    rejected: z.array(
      z.object({
        line: z.int().openapi({ description: 'Line of NDJSON or place in the array, from 1' }),
        problem: FieldProblem.extend({
          errors: z
            .array(FieldProblem)
            .optional()
            .openapi({ description: 'When there are several' }),
        }),
      })
    ),
  })
  .openapi('EventsAccepted')

const Headers = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')
    .optional()
    .openapi({
      description:
        'The same key with the same body gives the same receipt, and sends nothing twice',
    }),
})

/** Only named, not applied: each record is checked by itself, so one bad line refuses no other. */
const event = {
  anyOf: ['SearchEvent', 'BookingEvent'].map((name) => ({ $ref: `#/components/schemas/${name}` })),
}

const postEvents = createRoute({
  method: 'post',
  path: '/v1/events',
  tags: ['Ingest'],
  summary: 'Send search and booking events',
  description:
    `One event, a JSON array or NDJSON, each also as gzip: up to ${MAX_EVENTS} events or ` +
    `${MAX_BODY_BYTES / 1e6} MB inflated. Every record is judged by itself: accepted + duplicates + ` +
    'rejected is what was sent.',
  middleware: [requireScope('write')] as const,
  request: {
    headers: Headers,
    body: {
      required: true,
      content: {
        'application/json': { schema: { anyOf: [event, { type: 'array', items: event }] } },
        'application/x-ndjson': { schema: EventWire },
        'application/gzip': { schema: { type: 'string', format: 'binary' } },
      },
    },
  },
  responses: {
    202: json(envelope(Accepted), 'What became of each record, and the receipt to follow it by'),
    ...problems(
      'invalid-request',
      'unauthorized',
      'forbidden',
      'idempotency-conflict',
      'too-large',
      'unsupported-media-type',
      'rate-limited'
    ),
  },
})

export const events = createRouter().openapi(postEvents, async (c) => {
  const { services, caller, timing } = c.var
  const content = await timed(timing, 'read', () => readRequestText(c.req.raw))
  if ('code' in content) return problem(c, content.code, content.detail)
  const body = readBody(content.text, content.lines)
  if ('code' in body) {
    return problem(c, body.code === 'too-many' ? 'too-large' : 'invalid-request', body.detail)
  }

  const key = c.req.valid('header')['idempotency-key']
  const idempotency = key && { key, bodyHash: await sha256Hex(content.bytes) }
  const { cf } = c.req.raw
  const sender = {
    ip: c.req.header('cf-connecting-ip'),
    country: textOf(cf?.country),
    region: textOf(cf?.regionCode),
  }
  const submission = {
    entries: body.entries,
    caller,
    sender,
    idempotency: idempotency || undefined,
  }
  const received = await timed(timing, 'receive', () => receive(submission, services))
  if (received === 'idempotency-conflict') {
    return problem(c, received, `Idempotency-Key "${key}" came with another body; use a new key.`)
  }

  const { receipt, rejected, replayed } = received
  if (replayed) c.header('idempotency-replayed', 'true')
  const { id, accepted, duplicates } = receipt
  const data = { receipt_id: id, accepted, duplicates, rejected: rejected.map(rejectedWire) }
  return c.json(enveloped(c, data, { links: { receipt: `/v1/events/receipts/${id}` } }), 202)
})

function rejectedWire({ line, refusals }: Rejected) {
  const [first = { pointer: '', code: 'invalid' as const, detail: '' }] = refusals
  return { line, problem: { ...first, ...(refusals.length > 1 && { errors: [...refusals] }) } }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
