/** `GET /v1/events/receipts/{id}`: the progress of the events of a request. */
import { createRoute, z } from '@hono/zod-openapi'
import { type Progress, RECEIPT_STATES, receiptState } from '../../pipelines/intake/receipt'
import { requireScope } from '../gateway/auth'
import { envelope, enveloped, json } from '../http/http'
import { problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { reach } from '../http/unavailable'
import { readReceipt } from '../storage/receipt-rows'

const Receipt = z
  .object({
    receipt_id: z.string(),
    source: z.string().openapi({ description: 'native, csv, or whose document it was' }),
    state: z.enum(RECEIPT_STATES).openapi({
      description:
        'unsent: the request ended before all its messages were in the queue, and nothing was ' +
        'acknowledged; repeat it with the same idempotency key',
    }),
    created_at: z.iso.datetime(),
    sent: z.int(),
    accepted: z.int(),
    duplicates: z.int(),
    rejected: z.int(),
    set_aside: z.boolean().openapi({
      description: 'The document is kept under /v1/dead-letters, as something was rejected',
    }),
    stored: z.int().openapi({ description: 'Events in the raw lake' }),
    counted: z.int().openapi({ description: 'Events in the features of their market' }),
    repeated: z.int().openapi({ description: 'Events found to be counted before, while counting' }),
    dead_lettered: z.int().openapi({ description: 'Events given up; see /v1/dead-letters' }),
  })
  .openapi('Receipt')

const getReceipt = createRoute({
  operationId: 'getReceipt',
  method: 'get',
  path: '/v1/events/receipts/{id}',
  tags: ['Ingest'],
  summary: 'Follow the events of a request',
  description: 'Follows sent events: how many were accepted, counted, left out and set aside.',
  middleware: [requireScope('lake:read')] as const,
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: json(envelope(Receipt), 'queued, then stored, then counted; or dead_lettered'),
    ...problems('unauthorized', 'forbidden', 'not-found', 'rate-limited', 'unavailable'),
  },
})

export const receipts = createRouter().openapi(getReceipt, async (c) => {
  const { services, principal } = c.var
  const { id } = c.req.valid('param')
  const found = await reach('database', readReceipt(services.db, id, principal.scope))
  if (!found) return problem(c, 'not-found', `There is no receipt "${id}"; they are kept 30 days.`)

  const { receipt, progress } = found
  const data = {
    receipt_id: receipt.id,
    source: receipt.source,
    state: receiptState(receipt, progress),
    created_at: new Date(receipt.createdAt).toISOString(),
    sent: receipt.sent,
    accepted: receipt.accepted,
    duplicates: receipt.duplicates,
    rejected: receipt.rejected,
    set_aside: receipt.setAside,
    ...wireOf(progress),
  }
  const links = receipt.setAside ? { document: `/v1/dead-letters/${receipt.id}/content` } : {}
  return c.json(enveloped(c, data, { links: { ...links } }), 200)
})

function wireOf({ stored, counted, repeated, deadLettered }: Progress) {
  return { stored, counted, repeated, dead_lettered: deadLettered }
}
