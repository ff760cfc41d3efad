/** API keys of an account: created, listed, rotated and revoked by a key with `keys:admin`. */

import { createRoute, z } from '@hono/zod-openapi'
import { PERMISSIONS, permissionsIn } from '../../../pipelines/events/permission'
import { AccountName, MODES, OPERATORS } from '../../../pipelines/events/scope'
import { jsonOrUndefined } from '../../../pipelines/wire/json-text'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import { envelope, enveloped, json } from '../../http/http'
import { instantOrNull } from '../../http/instant'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import {
  endKeyAt,
  findKey,
  type KeyRow,
  listKeys,
  newKey,
  revokeKey,
  storeKey,
} from '../../storage/account/key-rows'

const MAX_OVERLAP_SECONDS = 30 * 86_400

const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    account: z.string(),
    mode: z.enum(MODES),
    scopes: z.array(z.enum(PERMISSIONS)),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable(),
    units_per_minute: z.int().nullable().openapi({
      description: 'Quota of the key; null for that of the deployment',
    }),
    last_used_at: z.iso.datetime().nullable().openapi({ description: 'Within a minute' }),
    revoked_at: z.iso.datetime().nullable(),
  })
  .openapi('ApiKey')

const CreatedKey = ApiKey.extend({
  key: z.string().openapi({ description: 'Shown this once; only its SHA-256 is stored' }),
}).openapi('CreatedApiKey')

const KeyRequest = z
  .object({
    name: z.string().min(1).max(100).default('API key'),
    account: AccountName.optional().openapi({
      description: `Another account than the key's own; only keys of "${OPERATORS}" may name one`,
    }),
    mode: z.enum(MODES).default('test'),
    scopes: z.array(z.enum(PERMISSIONS)).min(1, 'must name a scope'),
    expires_at: z.iso.datetime({ offset: true }).optional(),
    units_per_minute: z
      .int()
      .min(1, 'must be 1 or more')
      .optional()
      .openapi({
        description: `Quota; that of the deployment when left out. Only keys of "${OPERATORS}" may set a larger one`,
      }),
  })
  .openapi('ApiKeyRequest')

const Rotation = z
  .object({
    overlap_seconds: z
      .int()
      .min(0, 'must be 0 or more')
      .max(MAX_OVERLAP_SECONDS, `must be at most ${MAX_OVERLAP_SECONDS}`)
      .default(86_400)
      .openapi({ description: 'How long the old key goes on working' }),
  })
  .openapi('ApiKeyRotation')

const REFUSALS = ['unauthorized', 'forbidden', 'rate-limited', 'unavailable'] as const

const createKeyRoute = createRoute({
  operationId: 'createApiKey',
  method: 'post',
  path: '/v1/api-keys',
  tags: ['Operations'],
  summary: 'Create an API key',
  description: 'A key cannot grant a scope that it lacks itself.',
  middleware: [requireScope('keys:admin')] as const,
  request: { body: { required: true, content: { 'application/json': { schema: KeyRequest } } } },
  responses: {
    201: json(envelope(CreatedKey), 'The key, shown this once'),
    ...problems('invalid-request', ...REFUSALS),
  },
})

const listRoute = createRoute({
  operationId: 'listApiKeys',
  method: 'get',
  path: '/v1/api-keys',
  tags: ['Operations'],
  summary: "List the account's API keys",
  description:
    'Keys of both modes, newest first, revoked ones too. The key itself is not among the fields: only its hash is stored.',
  middleware: [requireScope('keys:admin')] as const,
  responses: {
    200: json(envelope(z.array(ApiKey)), 'Of both modes, newest first, revoked ones too'),
    ...problems(...REFUSALS),
  },
})

const rotateRoute = createRoute({
  operationId: 'rotateApiKey',
  method: 'post',
  path: '/v1/api-keys/{id}:rotate',
  tags: ['Operations'],
  summary: 'Replace an API key by a new one',
  description:
    'The new key has the same account, mode and scopes. The old one ends after the overlap.',
  request: {
    params: z.object({ id: z.string() }),
    body: { content: { 'application/json': { schema: Rotation } } },
  },
  responses: {
    201: json(envelope(CreatedKey), 'The new key, shown this once'),
    ...problems('invalid-request', 'not-found', ...REFUSALS),
  },
})

const revokeRoute = createRoute({
  operationId: 'revokeApiKey',
  method: 'delete',
  path: '/v1/api-keys/{id}',
  tags: ['Operations'],
  summary: 'Revoke an API key',
  description: 'It stops working everywhere within 10 seconds. Safe to repeat.',
  middleware: [requireScope('keys:admin')] as const,
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: json(envelope(ApiKey), 'It is revoked'),
    ...problems('not-found', ...REFUSALS),
  },
})

export const apiKeys = createRouter()
  .openapi(createKeyRoute, async (c) => {
    const { services, principal } = c.var
    const { name, account, mode, scopes, expires_at, units_per_minute } = c.req.valid('json')
    const own = principal.scope.account
    if (account !== undefined && account !== own && own !== OPERATORS) {
      return problem(c, 'forbidden', `This API key creates keys of the account "${own}" only.`)
    }
    const most = services.requestsPerMinute
    if (units_per_minute !== undefined && units_per_minute > most && own !== OPERATORS) {
      return problem(c, 'forbidden', `units_per_minute must be at most ${most} for this API key.`)
    }
    const lacking = scopes.find((scope) => !principal.permissions.has(scope))
    if (lacking) return problem(c, 'forbidden', `This API key lacks the scope "${lacking}".`)
    const wanted = {
      name,
      scope: { account: account ?? own, mode },
      permissions: scopes,
      expiresAt: expires_at === undefined ? null : Date.parse(expires_at),
      unitsPerMinute: units_per_minute ?? null,
    }
    const created = await newKey(wanted, services.wallNow())
    const { id } = created.row
    await recordAct(c, {
      action: 'key.create',
      subject: id,
      detail: { scopes, mode },
      account: wanted.scope.account,
    })
    await reach('database', storeKey(services.db, created.row))
    return c.json(enveloped(c, { key: created.key, ...wireOf(created.row) }), 201)
  })
  .openapi(listRoute, async (c) => {
    const { services, principal } = c.var
    const rows = await reach('database', listKeys(services.db, principal.scope.account))
    return c.json(enveloped(c, rows.map(wireOf)), 200)
  })
  .openapi(revokeRoute, async (c) => {
    const { services, principal } = c.var
    const { id } = c.req.valid('param')
    const row = await reach('database', findKey(services.db, principal.scope.account, id))
    if (!row) return problem(c, 'not-found', `There is no API key "${id}".`)
    await recordAct(c, { action: 'key.revoke', subject: id })
    const now = services.wallNow()
    await reach('database', revokeKey(services.db, row, now))
    return c.json(enveloped(c, wireOf({ ...row, revokedAt: now })), 200)
  })

// The router cannot split "{id}:rotate", so the contract is registered beside the handler.
apiKeys.openAPIRegistry.registerPath(rotateRoute)
apiKeys.post('/v1/api-keys/:id{.+:rotate}', requireScope('keys:admin'), async (c) => {
  const { services, principal } = c.var
  const id = c.req.param('id').slice(0, -':rotate'.length)
  const text = await c.req.text()
  const body = Rotation.safeParse(text === '' ? {} : jsonOrUndefined(text))
  if (!body.success) {
    return problem(c, 'invalid-request', 'overlap_seconds must be a whole number of seconds.')
  }
  const row = await reach('database', findKey(services.db, principal.scope.account, id))
  if (!row) return problem(c, 'not-found', `There is no API key "${id}".`)
  const wanted = {
    name: row.name,
    scope: { account: row.account, mode: row.mode },
    permissions: [...permissionsIn(row.scopes)],
    expiresAt: null,
    unitsPerMinute: row.unitsPerMinute,
  }
  const created = await newKey(wanted, services.wallNow())
  const detail = { new_id: created.row.id, overlap_seconds: body.data.overlap_seconds }
  await recordAct(c, { action: 'key.rotate', subject: id, detail })
  await reach('database', storeKey(services.db, created.row))
  const end = services.wallNow() + body.data.overlap_seconds * 1000
  await reach('database', endKeyAt(services.db, row, end))
  return c.json(enveloped(c, { key: created.key, ...wireOf(created.row) }), 201)
})

function wireOf(row: KeyRow) {
  return {
    id: row.id,
    name: row.name,
    account: row.account,
    mode: row.mode,
    scopes: [...permissionsIn(row.scopes)],
    created_at: new Date(row.createdAt).toISOString(),
    expires_at: instantOrNull(row.expiresAt),
    last_used_at: instantOrNull(row.lastUsedAt),
    revoked_at: instantOrNull(row.revokedAt),
    units_per_minute: row.unitsPerMinute,
  }
}
