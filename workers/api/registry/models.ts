/** Models of the service, and the versions that the account of the key chose for itself. */
import { createRoute, z } from '@hono/zod-openapi'
import { aliasesAt } from '../../../pipelines/registry/aliases'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { MODEL_NAMES } from '../../inference/deploy-all'
import { shippedVersion } from '../../registry/judge-version'
import { aliasesOf, readLog } from '../../storage/registry/model-log-rows'
import { listVersions, MOST_VERSIONS } from '../../storage/registry/version-rows'
import { AliasesWire, aliasesWire, LogEntry, logWire, Version, versionWire } from './registry-wire'

const Model = z
  .object({
    model: z.string().openapi({ example: 'fare' }),
    shipped: z.string().nullable().openapi({ description: 'Version of the release' }),
    answers: z
      .string()
      .nullable()
      .openapi({ description: 'Version that answers the account; null for the plain rule' }),
    aliases: AliasesWire,
  })
  .openapi('Model')

const ModelDetail = Model.extend({
  versions: z
    .array(Version)
    .openapi({ description: `Uploaded ones, newest first; ${MOST_VERSIONS} at most` }),
}).openapi('ModelDetail')

const History = z
  .object({
    model: z.string(),
    at: z.iso.datetime(),
    aliases: AliasesWire,
    log: z.array(LogEntry).openapi({ description: 'Oldest first, up to `at`' }),
  })
  .openapi('ModelHistory')

const ModelName = z.object({
  model: z.string().openapi({ description: MODEL_NAMES.join(', '), example: 'fare' }),
})

const listRoute = createRoute({
  operationId: 'listModels',
  method: 'get',
  path: '/v1/models',
  tags: ['Models'],
  summary: 'List models and the versions that answer',
  description:
    'Each model with the version that ships and the versions that the account and mode of the key chose.',
  middleware: [requireScope('lake:read')] as const,
  responses: {
    200: json(envelope(z.array(Model)), 'All models'),
    ...problems('unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

const getRoute = createRoute({
  operationId: 'getModel',
  method: 'get',
  path: '/v1/models/{model}',
  tags: ['Models'],
  summary: 'Show a model and its versions',
  description: 'Versions that the account uploaded, and the aliases that name them.',
  middleware: [requireScope('lake:read')] as const,
  request: { params: ModelName },
  responses: {
    200: json(envelope(ModelDetail), 'The model'),
    ...problems('not-found', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

const historyRoute = createRoute({
  operationId: 'getModelHistory',
  method: 'get',
  path: '/v1/models/{model}/history',
  tags: ['Models'],
  summary: 'Show which versions had which alias, and why',
  description: 'Uploads, promotions, refusals and rollbacks, and the aliases at an instant.',
  middleware: [requireScope('lake:read')] as const,
  request: {
    params: ModelName,
    query: z.strictObject({
      at: z.iso.datetime({ offset: true }).optional().openapi({
        description: 'The instant; now where left out',
        example: '2026-11-28T00:00:00Z',
      }),
    }),
  },
  responses: {
    200: json(envelope(History), 'The log up to the instant'),
    ...problems(
      'invalid-request',
      'not-found',
      'unauthorized',
      'forbidden',
      'rate-limited',
      'unavailable'
    ),
  },
})

export const models = createRouter()
  .openapi(listRoute, async (c) => {
    const { services, principal } = c.var
    const chosen = await reach('database', aliasesOf(services.db, principal.scope))
    const all = MODEL_NAMES.map(async (model) => {
      const shipped = await reach('lake', shippedVersion(services.lake, model))
      return modelWire(model, shipped, chosen.get(model) ?? {})
    })
    return c.json(enveloped(c, await Promise.all(all)), 200)
  })
  .openapi(getRoute, async (c) => {
    const { services, principal } = c.var
    const { model } = c.req.valid('param')
    if (!MODEL_NAMES.includes(model)) return problem(c, 'not-found', noModel(model))
    const [shipped, versions, log] = await Promise.all([
      reach('lake', shippedVersion(services.lake, model)),
      reach('database', listVersions(services.db, principal.scope, model)),
      reach('database', readLog(services.db, principal.scope, model)),
    ])
    const aliases = aliasesAt(log, Number.MAX_SAFE_INTEGER)
    const data = { ...modelWire(model, shipped, aliases), versions: versions.map(versionWire) }
    return c.json(enveloped(c, data), 200)
  })
  .openapi(historyRoute, async (c) => {
    const { services, principal } = c.var
    const { model } = c.req.valid('param')
    if (!MODEL_NAMES.includes(model)) return problem(c, 'not-found', noModel(model))
    const { at: wanted } = c.req.valid('query')
    const at = wanted === undefined ? services.now : Date.parse(wanted)
    const log = await reach('database', readLog(services.db, principal.scope, model, at))
    const aliases = aliasesWire(aliasesAt(log, at))
    const data = { model, at: new Date(at).toISOString(), aliases, log: log.map(logWire) }
    return c.json(enveloped(c, data), 200)
  })

export function noModel(model: string): string {
  return `There is no model "${model}"; there are ${MODEL_NAMES.join(', ')}.`
}

function modelWire(
  model: string,
  shipped: string | undefined,
  aliases: Parameters<typeof aliasesWire>[0]
): z.infer<typeof Model> {
  const answers = aliases.champion?.version ?? shipped ?? null
  return { model, shipped: shipped ?? null, answers, aliases: aliasesWire(aliases) }
}
