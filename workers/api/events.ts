/** `POST /v1/events`: accepts everything that is observed. */
import { createRoute, z } from '@hono/zod-openapi'
import { MAX_EVENTS, MAX_NAMED, MAX_REQUEST_OFFERS } from '../../pipelines/intake/body/limits'
import type { Noted, Rejected } from '../../pipelines/intake/noted'
import { type Form, SOURCE_NAMES } from '../../pipelines/intake/records'
import { REFUSAL_CODES } from '../../pipelines/wire/refusal'
import { EventWire } from '../../pipelines/wire/wire'
import { requireScope } from '../gateway/auth'
import { takeItems } from '../gateway/quota'
import { envelope, enveloped, json } from '../http/http'
import { problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { timed } from '../http/timing'
import { documentOf, recordsReader } from '../ingest/read-submission'
import { receive } from '../ingest/receive'
import { MAX_BODY_BYTES, readRequestText } from '../ingest/request-text'
import { sha256Hex } from '../storage/sha256'
import { readColumns } from './readers/feed-columns'

const FieldProblem = z.object({
  pointer: z.string().openapi({
    example: '/price_offers/0/price',
    description: 'Into the record, or into the document',
  }),
  code: z.enum(REFUSAL_CODES),
  detail: z.string().openapi({ description: 'What was wrong and what mends it' }),
})

const Accepted = z
  .object({
    receipt_id: z.string().openapi({ example: 'rcp_0f9c2b7d5e31a84c6d20' }),
    source: z.string().openapi({ description: 'native, csv, or whose document it was' }),
    offers: z.int().optional().openapi({ description: 'Offers read of a document or feed' }),
    accepted: z.int(),
    duplicates: z.int().openapi({
      description:
        'Repeats within the request. An event that was sent before is accepted, counts once and ' +
        'shows in the receipt as `repeated`',
    }),
    rejected_count: z.int().openapi({
      description: `Records rejected, of which \`rejected\` names the first ${MAX_NAMED}`,
    }),
    rejected: z.array(
      z.object({
        line: z.int().openapi({
          description:
            'Line of NDJSON or CSV, or place in the array, from 1. Of a document the number of ' +
            'the record: first its searches, then its problems',
        }),
        problem: FieldProblem.extend({
          errors: z
            .array(FieldProblem)
            .optional()
            .openapi({ description: 'When there are several' }),
        }),
      })
    ),
    left_out: z.int().openapi({
      description: 'Offers, fields and cells that were left out of accepted records',
    }),
    left_out_reasons: z.record(z.string(), z.int()).openapi({
      description: 'How many of them by code: "implausible" is a duration that cannot be flown',
      example: { implausible: 2 },
    }),
    left_out_items: z
      .array(z.object({ line: z.int(), problem: FieldProblem }))
      .openapi({ description: `The first ${MAX_NAMED} of them` }),
    not_counted: z.record(z.string(), z.int()).openapi({
      description:
        'Offers that are kept in the lake and do not count into a market, by their construction: ' +
        'open_jaw, multi_city, hidden_city or throw_away',
      example: { open_jaw: 1 },
    }),
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
  'fareline-columns': z.string().optional().openapi({
    description: 'The same as the query parameter `columns`',
  }),
})

const Query = z.object({
  source: z.enum(SOURCE_NAMES).optional().openapi({
    description: 'Whose document it is; recognised by its shape when left out',
  }),
  columns: z
    .string()
    .optional()
    .openapi({
      description:
        'JSON map of the columns of a CSV feed: a field is a column, one with a unit, or a constant',
      example:
        '{"fields":{"origin_airport":"from","destination_airport":"to","departure_date":' +
        '{"column":"day","unit":"DD.MM.YYYY"},"currency":{"constant":"EUR"},"airline":"carrier",' +
        '"price":{"column":"cents","unit":"minor"}}}',
    }),
})

/** Only named, not applied: each record is checked by itself, so one bad line refuses no other. */
const event = {
  anyOf: [
    'SearchEvent',
    'BookingEvent',
    'ImpressionEvent',
    'ClickEvent',
    'PriceChangeEvent',
    'OutcomeEvent',
  ].map((name) => ({ $ref: `#/components/schemas/${name}` })),
}

const postEvents = createRoute({
  operationId: 'sendEvents',
  method: 'post',
  path: '/v1/events',
  tags: ['Ingest'],
  summary: 'Send events, or documents that hold offers',
  description:
    `One event, a JSON array or NDJSON: up to ${MAX_EVENTS} events, ${MAX_REQUEST_OFFERS} offers ` +
    `or ${MAX_BODY_BYTES / 1e6} MB inflated. Or documents of distribution systems and scrapers (NDC, ` +
    'Travelport, Sabre, Amadeus, Duffel, Kiwi, Skyscanner, Google Flights), one or a list or lines of ' +
    'several, or a CSV feed with the map of its columns. Each also as gzip. Every record is judged by ' +
    'itself: accepted + duplicates + rejected_count is what was sent. The records of a document are the ' +
    'searches it holds, and each problem that kept offers of it out of them. A document with ' +
    'rejected records is kept, see /v1/dead-letters.',
  middleware: [requireScope('events:write')] as const,
  request: {
    headers: Headers,
    query: Query,
    body: {
      required: true,
      content: {
        'application/json': { schema: { anyOf: [event, { type: 'array', items: event }] } },
        'application/x-ndjson': { schema: EventWire },
        'application/xml': { schema: { type: 'string' } },
        'text/xml': { schema: { type: 'string' } },
        'text/csv': { schema: { type: 'string' } },
        'application/gzip': { schema: { type: 'string', format: 'binary' } },
      },
    },
  },
  responses: {
    202: json(envelope(Accepted), 'The result of each record, and the receipt that follows it'),
    ...problems(
      'invalid-request',
      'unauthorized',
      'forbidden',
      'idempotency-conflict',
      'too-large',
      'unsupported-media-type',
      'rate-limited',
      'unavailable'
    ),
  },
})

export const events = createRouter().openapi(postEvents, async (c) => {
  const { services, principal, timing } = c.var
  const { source, columns: inQuery } = c.req.valid('query')
  const { 'idempotency-key': key, 'fareline-columns': inHeader } = c.req.valid('header')
  const columns =
    inQuery === undefined
      ? readColumns(inHeader, { name: 'Fareline-Columns', location: 'header' })
      : readColumns(inQuery, { name: 'columns', location: 'query' })
  if ('errors' in columns) return problem(c, 'invalid-request', columns.detail, columns.errors)

  const content = await timed(timing, 'read', () => readRequestText(c.req.raw))
  if ('code' in content) return problem(c, content.code, content.detail)
  const form: Form = { format: content.format, source, feedMap: columns.map }
  const bodyHash = key && (await sha256Hex(content.bytes)) + (source ? `:${source}` : '')
  const submission = {
    readAt: recordsReader(content, form),
    takeRecords: (records: number) => takeItems(c, records),
    document: documentOf(content, form),
    principal,
    sender: senderOf(c.req.raw),
    idempotency: key && bodyHash ? { key, bodyHash } : undefined,
  }
  const received = await timed(timing, 'receive', () => receive(submission, services))
  if (received === 'idempotency-conflict') {
    return problem(c, received, `Idempotency-Key "${key}" came with another body; use a new key.`)
  }
  if ('code' in received) {
    return problem(c, REFUSED_AS[received.code], received.detail)
  }

  const { receipt, rejected, leftOut, notCounted, offers, replayed } = received
  if (replayed) c.header('idempotency-replayed', 'true')
  const { id, accepted, duplicates } = receipt
  const data = {
    receipt_id: id,
    source: receipt.source,
    ...(offers !== undefined && { offers }),
    accepted,
    duplicates,
    rejected_count: rejected.count,
    rejected: rejected.named.map(rejectedWire),
    ...leftOutWire(leftOut),
    not_counted: notCounted,
  }
  const links = {
    receipt: `/v1/events/receipts/${id}`,
    ...(receipt.setAside && { document: `/v1/dead-letters/${id}/content` }),
  }
  return c.json(enveloped(c, data, { links }), 202)
})

const REFUSED_AS = {
  'too-many': 'too-large',
  unreadable: 'invalid-request',
  'rate-limited': 'rate-limited',
} as const

function rejectedWire({ line, refusals }: Rejected) {
  const [first = { pointer: '', code: 'invalid' as const, detail: '' }] = refusals
  return { line, problem: { ...first, ...(refusals.length > 1 && { errors: [...refusals] }) } }
}

function leftOutWire({ count, codes, named }: Noted) {
  const items = named.flatMap(({ line, refusals }) =>
    refusals.map((problem) => ({ line, problem }))
  )
  return {
    left_out: count,
    left_out_reasons: Object.fromEntries(codes),
    left_out_items: items.slice(0, MAX_NAMED),
  }
}

function senderOf({ headers, cf }: Request) {
  return {
    ip: headers.get('cf-connecting-ip') ?? undefined,
    country: textOf(cf?.country),
    region: textOf(cf?.regionCode),
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
