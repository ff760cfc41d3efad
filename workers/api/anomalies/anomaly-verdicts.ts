/** Verdicts of people on incidents; they move the limits of the watch. */
import { createRoute, z } from '@hono/zod-openapi'
import { learnVerdict } from '../../../pipelines/watch/causes/sensitivity'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { findIncident, judgeIncident } from '../../storage/anomalies/incident-rows'
import { readLimits, writeLimits } from '../../storage/anomalies/limit-rows'
import { AnomalyWire, anomalyWire } from './anomaly-wire'

const VERDICTS = {
  ack: {
    state: 'acknowledged',
    operationId: 'acknowledgeAnomaly',
    summary: 'Acknowledge an incident',
    description: 'Somebody is at it. Nothing else changes.',
  },
  suppress: {
    state: 'suppressed',
    operationId: 'suppressAnomaly',
    summary: 'Suppress an incident',
    description:
      'It is no trouble. Its alerts are over, and findings of its kind on the same airline and markets stay quiet for 90 days, ' +
      'unless they are a quarter stronger.',
  },
  confirm: {
    state: 'confirmed',
    operationId: 'confirmAnomaly',
    summary: 'Confirm an incident',
    description:
      'It is what it seems. For 90 days the limit of its kind on the same airline and markets is 15 % lower.',
  },
} as const
const ACTIONS = ['ack', 'suppress', 'confirm'] as const

const routeOf = (action: (typeof ACTIONS)[number]) =>
  createRoute({
    operationId: VERDICTS[action].operationId,
    method: 'post',
    path: `/v1/anomalies/{id}:${action}`,
    tags: ['Anomalies'],
    summary: VERDICTS[action].summary,
    description: `${VERDICTS[action].description} Safe to repeat.`,
    request: { params: z.object({ id: z.string() }) },
    responses: {
      200: json(envelope(AnomalyWire), 'The incident as it is now'),
      ...problems('not-found', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
    },
  })

export const anomalyVerdicts = createRouter()

for (const action of ACTIONS) {
  // The router cannot split "{id}:ack", so the contract is registered beside the handler.
  anomalyVerdicts.openAPIRegistry.registerPath(routeOf(action))
  anomalyVerdicts.post(`/v1/anomalies/:id{.+:${action}}`, requireScope('jobs:run'), async (c) => {
    const { services, principal } = c.var
    const { db, now } = services
    const { state } = VERDICTS[action]
    const id = c.req.param('id').slice(0, -`:${action}`.length)
    const incident = await reach('database', findIncident(db, principal.scope, id))
    if (!incident) return problem(c, 'not-found', `There is no anomaly "${id}".`)
    if (state !== 'acknowledged') {
      const act = state === 'confirmed' ? 'anomaly.confirm' : 'anomaly.suppress'
      await recordAct(c, { action: act, subject: id, detail: { class: incident.class } })
      const known = await reach('database', readLimits(db, principal.scope, now))
      // A repeated verdict is the same one; it moves no limit again.
      const limits = incident.state === state ? [] : learnVerdict(incident, state, known, now)
      await reach('database', writeLimits(db, principal.scope, limits))
    }
    const judged = await reach('database', judgeIncident(db, principal.scope, id, state, now))
    if (!judged) return problem(c, 'not-found', `There is no anomaly "${id}".`)
    return c.json(enveloped(c, anomalyWire(judged)), 200)
  })
}
