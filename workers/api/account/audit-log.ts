/** `GET /v1/audit-log`: who did what in an account, as a chain of hashes that shows tampering. */

import { createRoute, z } from '@hono/zod-openapi'
import { AUDIT_ACTIONS, type AuditEntry } from '../../audit/audit-chain'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { pageOf } from '../../http/page'
import { problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { readCheckpoints } from '../../lake/audit-checkpoints'
import { listEntries, readHead } from '../../storage/account/audit-rows'

const Head = z.object({
  sequence: z.int().openapi({ description: '0 while the log is empty' }),
  hash: z.string(),
})

const Entry = z
  .object({
    account: z.string(),
    sequence: z.int().openapi({ description: 'From 1, without gaps' }),
    at: z.iso.datetime(),
    action: z.enum(AUDIT_ACTIONS),
    actor: z.string().openapi({ description: 'Id of the key; "local" for a command' }),
    mode: z.string(),
    subject: z.string().openapi({ description: 'Id of the key, letter, job or erasure' }),
    detail: z.string().openapi({ description: 'JSON' }),
    previous: z.string().openapi({ description: 'Hash of the entry before it' }),
    hash: z.string().openapi({
      description:
        'SHA-256 of the JSON array [account, sequence, at as epoch ms, action, actor, mode, subject, detail, previous]',
    }),
  })
  .openapi('AuditEntry')

const Anchors = z
  .object({
    head: Head,
    checkpoints: z.array(Head.extend({ day: z.iso.date() })).openapi({
      description: 'The end of the log at the end of each UTC day, from the lake',
    }),
  })
  .openapi('AuditAnchors')

const listRoute = createRoute({
  operationId: 'listAuditLog',
  method: 'get',
  path: '/v1/audit-log',
  tags: ['Operations'],
  summary: 'List administrative acts, oldest first',
  description:
    'Acts in both modes of the account: keys, rates, replays, erasures, exports, jobs. `npm run audit -- verify` checks the chain.',
  middleware: [requireScope('keys:admin')] as const,
  request: {
    query: z
      .object({
        limit: z.coerce.number().int().min(1).max(500).default(100),
        after: z.coerce.number().int().min(0).default(0).openapi({
          description: 'Sequence of the last entry of the page before',
        }),
      })
      .strict(),
  },
  responses: {
    200: json(envelope(z.array(Entry)), '`links.next` leads to the next page'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

const anchorsRoute = createRoute({
  operationId: 'getAuditAnchors',
  method: 'get',
  path: '/v1/audit-log/anchors',
  tags: ['Operations'],
  summary: 'Show where the audit log ends, now and at the end of each day',
  description: 'Entries that were removed from the end, or a log written anew, do not meet these.',
  middleware: [requireScope('keys:admin')] as const,
  responses: {
    200: json(envelope(Anchors), 'The head of the chain and its daily checkpoints'),
    ...problems('unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const auditLog = createRouter()
  .openapi(listRoute, async (c) => {
    const { services, principal } = c.var
    const { limit, after } = c.req.valid('query')
    const { account } = principal.scope
    const found = await reach('database', listEntries(services.db, account, after, limit + 1))
    const { page, links } = pageOf(found, c.req.path, { limit }, ({ sequence }) => sequence)
    return c.json(enveloped(c, page.map(wireOf), { links }), 200)
  })
  .openapi(anchorsRoute, async (c) => {
    const { services, principal } = c.var
    const { account } = principal.scope
    const [{ sequence, hash }, checkpoints] = await Promise.all([
      reach('database', readHead(services.db, account)),
      reach('lake', readCheckpoints(services.lake, account)),
    ])
    return c.json(enveloped(c, { head: { sequence, hash }, checkpoints: [...checkpoints] }), 200)
  })

function wireOf({ at, ...entry }: AuditEntry) {
  return { ...entry, at: new Date(at).toISOString() }
}
