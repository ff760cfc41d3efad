/** `GET /v1/decisions/{id}`: the inputs of an answer, its outcome, and whether a replay gives the same. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { DecisionEntry, decisionWire } from '../../pipelines/decisions/decision-wire'
import { isSampled } from '../../pipelines/decisions/sampling'
import { Verdict } from '../../pipelines/ledger/verdict'
import { readDecision } from '../decisions/read-decision'
import { replayDecision } from '../decisions/replay-decision'
import { requireScope } from '../gateway/auth'
import type { AppEnv } from '../http/app-env'
import { envelope, enveloped, json } from '../http/http'
import { problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { reach } from '../http/unavailable'

const Params = z.object({
  id: z.string().openapi({ example: 'dec_0f3c2a9d5b7e4c1f8a6d2e4b9c7f1a35' }),
})

const DecisionReplay = z
  .object({
    decision_id: z.string(),
    matches: z.boolean().openapi({ description: 'Bit for bit: features, tensors and answer' }),
    models: z.record(z.string(), z.string()).openapi({ description: 'By which it was recomputed' }),
    differences: z.array(
      z.object({
        pointer: z.string().openapi({ example: '/answer/predicted_fare/expected/amount' }),
        stored: z.unknown().optional(),
        recomputed: z.unknown().optional(),
      })
    ),
  })
  .openapi('DecisionReplay')

const showRoute = createRoute({
  operationId: 'getDecision',
  method: 'get',
  path: '/v1/decisions/{id}',
  tags: ['Accuracy'],
  summary: 'Show the inputs of an answer and its outcome',
  description:
    'A share of answers is recorded, chosen by their id; `propensity` says which. A decision can be ' +
    'seen seconds after its answer, for 90 days, by keys of its mode.',
  middleware: [requireScope('lake:read')] as const,
  request: { params: Params },
  responses: {
    200: json(envelope(DecisionEntry), 'Question, inputs, answer, claims and verdicts'),
    ...problems('unauthorized', 'forbidden', 'not-found', 'rate-limited', 'unavailable'),
  },
})

const replayRoute = createRoute({
  operationId: 'replayDecision',
  method: 'post',
  path: '/v1/decisions/{id}:replay',
  tags: ['Accuracy'],
  summary: 'Recompute an answer from its recorded inputs',
  description:
    'By the model versions that gave it, opened from the lake where they are not in use any more. Changes nothing.',
  request: { params: Params },
  responses: {
    200: json(envelope(DecisionReplay), 'Whether it came out the same, and where not'),
    ...problems(
      'unauthorized',
      'forbidden',
      'not-found',
      'not-replayable',
      'rate-limited',
      'unavailable'
    ),
  },
})

export const decisions = createRouter().openapi(showRoute, async (c) => {
  const { services, principal } = c.var
  const { id } = c.req.valid('param')
  const found = await reach('lake', readDecision(services, principal.scope, id))
  if (!found) return notThere(c, id)
  const { state, dueAt, settledAt, verdicts } = found.indexed
  const outcome = {
    state,
    dueAt,
    settledAt,
    verdicts: verdicts === null ? [] : Verdict.array().parse(JSON.parse(verdicts)),
  }
  return c.json(enveloped(c, decisionWire(found.event, outcome)), 200)
})

// The router cannot split "{id}:replay", so the contract is registered beside the handler.
decisions.openAPIRegistry.registerPath(replayRoute)
decisions.post('/v1/decisions/:id{.+:replay}', requireScope('lake:read'), async (c) => {
  const { services, principal } = c.var
  const id = c.req.param('id').slice(0, -':replay'.length)
  const found = await reach('lake', readDecision(services, principal.scope, id))
  if (!found) return notThere(c, id)
  const replayed = await replayDecision(found.event, services)
  if (typeof replayed === 'string') return problem(c, 'not-replayable', replayed)
  const { models } = found.event.decision
  const data = {
    decision_id: id,
    matches: replayed.differences.length === 0,
    models: Object.fromEntries(Object.entries(models).map(([task, { name }]) => [task, name])),
    differences: replayed.differences,
  }
  return c.json(enveloped(c, data), 200)
})

function notThere(c: Context<AppEnv>, id: string) {
  const rate = c.get('services').decisionSampleRate
  return problem(
    c,
    'not-found',
    isSampled(id, rate)
      ? `There is no decision "${id}" of this mode: an answer is seen here a few seconds after it was given, for 90 days.`
      : `"${id}" was not recorded: a share of ${rate} of answers is, chosen by their id.`
  )
}
