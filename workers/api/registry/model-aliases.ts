/** Which version of a model answers: `:compare`, `:promote` and `:rollback`. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { Alias } from '../../../pipelines/registry/aliases'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import type { AppEnv } from '../../http/app-env'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { MODEL_NAMES } from '../../inference/deploy-all'
import { type Changed, clearAlias, promote, rollBack } from '../../registry/change-alias'
import { judgeVersion } from '../../registry/judge-version'
import { noModel } from './models'
import { VerdictWire, verdictWire } from './registry-wire'

const Named = z.strictObject({ version: z.string() }).openapi('ModelVersionName')
const PromoteRequest = z
  .strictObject({
    version: z.string(),
    alias: Alias.default('champion'),
    share: z
      .number()
      .gt(0)
      .max(0.5)
      .optional()
      .openapi({ description: 'Share of the traffic of a challenger; 0.05 where left out' }),
  })
  .openapi('ModelPromotion')
const RollbackRequest = z
  .strictObject({
    alias: Alias.default('champion'),
    reason: z.string().max(500).default('by hand'),
  })
  .openapi('ModelRollback')

const Result = z
  .object({
    model: z.string(),
    answers: z.string().nullable().openapi({ description: 'Version that answers the account now' }),
  })
  .openapi('ModelChange')

const params = z.object({ model: z.string().openapi({ example: 'fare' }) })
const REFUSED = [
  'invalid-request',
  'not-found',
  'unauthorized',
  'forbidden',
  'rate-limited',
] as const

const compareRoute = createRoute({
  operationId: 'compareModelVersion',
  method: 'post',
  path: '/v1/models/{model}:compare',
  tags: ['Models'],
  summary: 'Judge a version without promoting it',
  description:
    'The verdict of the gate: better than the champion and than the plain rule on one time-forward window, each with ' +
    'an interval that excludes 0; golden rows equal; no data-quality check failing.',
  request: { params, body: { required: true, ...json(Named, 'The version') } },
  responses: {
    200: json(envelope(VerdictWire), 'The verdict'),
    ...problems(...REFUSED, 'unavailable'),
  },
})

const promoteRoute = createRoute({
  operationId: 'promoteModelVersion',
  method: 'post',
  path: '/v1/models/{model}:promote',
  tags: ['Models'],
  summary: 'Let a version answer',
  description:
    'A champion must pass the gate of `:compare`; a challenger answers a share of the traffic, a shadow none. Instances take it over within two minutes.',
  request: { params, body: { required: true, ...json(PromoteRequest, 'The version') } },
  responses: {
    200: json(envelope(Result), 'It has the alias'),
    ...problems(...REFUSED, 'not-promoted', 'unavailable'),
  },
})

const rollbackRoute = createRoute({
  operationId: 'rollBackModel',
  method: 'post',
  path: '/v1/models/{model}:rollback',
  tags: ['Models'],
  summary: 'Return to the version before',
  description:
    'The champion before the present one answers again, the shipped version where there was none; a challenger or shadow is taken out.',
  request: { params, body: { required: true, ...json(RollbackRequest, 'What to take back') } },
  responses: {
    200: json(envelope(Result), 'It is taken back'),
    ...problems(...REFUSED, 'not-promoted', 'unavailable'),
  },
})

export const modelAliases = createRouter()

// The router cannot split "{model}:compare", so the contracts are registered beside the handlers.
modelAliases.openAPIRegistry.registerPath(compareRoute)
modelAliases.post('/v1/models/:model{.+:compare}', requireScope('models:write'), async (c) => {
  const { services, principal } = c.var
  const model = modelIn(c, ':compare')
  if (!MODEL_NAMES.includes(model)) return problem(c, 'not-found', noModel(model))
  const body = Named.safeParse(await c.req.json().catch(() => undefined))
  if (!body.success)
    return problem(c, 'invalid-request', 'Send {"version": "2026-11-28-0a1b2c3d"}.')
  const { version } = body.data
  const work = judgeVersion(services, principal.scope, model, version)
  const judged = await reach('lake or the database', work)
  if (!judged) return problem(c, 'not-found', noVersion(model, version))
  return c.json(enveloped(c, verdictWire(version, judged.champion, judged.verdict)), 200)
})

modelAliases.openAPIRegistry.registerPath(promoteRoute)
modelAliases.post('/v1/models/:model{.+:promote}', requireScope('models:write'), async (c) => {
  const { services } = c.var
  const model = modelIn(c, ':promote')
  if (!MODEL_NAMES.includes(model)) return problem(c, 'not-found', noModel(model))
  const body = PromoteRequest.safeParse(await c.req.json().catch(() => undefined))
  if (!body.success) {
    return problem(
      c,
      'invalid-request',
      'Send {"version": "2026-11-28-0a1b2c3d", "alias": "champion"}.'
    )
  }
  const { version, alias, share } = body.data
  await recordAct(c, { action: 'model.promote', subject: model, detail: { version, alias } })
  const work = promote(services, changeOf(c, model), { version, alias, share })
  return changed(c, model, version, await reach('lake or the database', work))
})

modelAliases.openAPIRegistry.registerPath(rollbackRoute)
modelAliases.post('/v1/models/:model{.+:rollback}', requireScope('models:write'), async (c) => {
  const { services } = c.var
  const model = modelIn(c, ':rollback')
  if (!MODEL_NAMES.includes(model)) return problem(c, 'not-found', noModel(model))
  const body = RollbackRequest.safeParse(await c.req.json().catch(() => ({})))
  if (!body.success) return problem(c, 'invalid-request', 'Send {"alias": "champion"} or {}.')
  const { alias, reason } = body.data
  await recordAct(c, { action: 'model.rollback', subject: model, detail: { alias, reason } })
  const change = changeOf(c, model)
  const work =
    alias === 'champion'
      ? rollBack(services, change, { reason })
      : clearAlias(services, change, alias, { reason })
  return changed(c, model, '', await reach('lake or the database', work))
})

function modelIn(c: Context<AppEnv>, verb: string): string {
  return (c.req.param('model') ?? '').slice(0, -verb.length)
}

function changeOf(c: Context<AppEnv>, model: string) {
  const { scope, keyId } = c.var.principal
  return { scope, keyId, model }
}

function changed(c: Context<AppEnv>, model: string, version: string, result: Changed) {
  switch (result.state) {
    case 'done':
      return c.json(enveloped(c, { model, answers: result.champion ?? null }), 200)
    case 'refused': {
      const reasons = result.refusals.map(({ detail }) => detail).join(' ')
      return problem(c, 'not-promoted', reasons)
    }
    case 'unknown-version':
      return problem(c, 'not-found', noVersion(model, version))
    case 'nothing-before':
      return problem(c, 'not-promoted', `The account has no version of "${model}" to take back.`)
    case 'conflict':
      return problem(c, 'not-promoted', `Another change of "${model}" came first; look again.`)
  }
}

function noVersion(model: string, version: string): string {
  return `The account has no version "${version}" of "${model}"; upload it first.`
}
