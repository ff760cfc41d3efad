/** Erases a user: their events in the lake lose the user. */

import { createRoute, z } from '@hono/zod-openapi'
import type { Scope } from '../../../pipelines/events/scope'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import { envelope, enveloped, json } from '../../http/http'
import { instantOrNull } from '../../http/instant'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { userHashes } from '../../secrets/user-hash'
import type { Services } from '../../services'
import { type Erasure, findErasure, requestErasure } from '../../storage/erasures'
import { travellerName, userKey } from '../../storage/traveller-name'

const ErasureData = z
  .object({
    erasure_id: z.string(),
    state: z.enum(['requested', 'cleared', 'finished']).openapi({
      description:
        'cleared: nothing of the user is left in the lake; finished: nor can anything still arrive',
    }),
    requested_at: z.iso.datetime(),
    cleared_at: z.iso.datetime().nullable(),
    finished_at: z.iso.datetime().nullable(),
    objects: z.int().openapi({ description: 'Objects of the lake that were rewritten' }),
  })
  .openapi('Erasure')

const eraseRoute = createRoute({
  operationId: 'eraseUser',
  method: 'delete',
  path: '/v1/users/{id}',
  tags: ['Operations'],
  summary: 'Erase a user',
  description:
    'Takes the `user_id` that events were sent with. What rankings remember of them is gone at once; their rows stay, without the user, in raw and in curated data. Safe to repeat.',
  middleware: [requireScope('users:erase')] as const,
  request: { params: z.object({ id: z.string().min(1).max(256) }) },
  responses: {
    202: json(envelope(ErasureData), 'The erasure has begun; `links.erasure` shows its progress'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

const getRoute = createRoute({
  operationId: 'getErasure',
  method: 'get',
  path: '/v1/erasures/{id}',
  tags: ['Operations'],
  summary: 'Follow the erasure of a user',
  description: 'An erasure is done when every stored copy is gone.',
  middleware: [requireScope('users:erase')] as const,
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: json(envelope(ErasureData), 'requested, then cleared, then finished'),
    ...problems('unauthorized', 'forbidden', 'not-found', 'rate-limited'),
  },
})

export const users = createRouter()
  .openapi(eraseRoute, async (c) => {
    const { services, principal } = c.var
    const hashes = userHashes(services.userHashKeys, principal.scope, c.req.valid('param').id)
    await reach('travellers', forgetTraveller(services, principal.scope, hashes))
    const erasure = await requestErasure(services.db, {
      id: `era_${crypto.randomUUID().replaceAll('-', '').slice(-20)}`,
      scope: principal.scope,
      userHashes: hashes,
      // Events under way carry the wall clock, not the request's.
      requestedAt: services.wallNow(),
    })
    // After the request, which a repeat finds again: the entry names the erasure that runs.
    await recordAct(c, { action: 'user.erase', subject: erasure.id })
    const links = { erasure: `/v1/erasures/${erasure.id}` }
    // A path with the user's id in it would be a trace of them.
    return c.json({ ...enveloped(c, wireOf(erasure)), links }, 202)
  })
  .openapi(getRoute, async (c) => {
    const { services, principal } = c.var
    const { id } = c.req.valid('param')
    const erasure = await findErasure(services.db, principal.scope, id)
    if (!erasure) return problem(c, 'not-found', `There is no erasure "${id}".`)
    return c.json(enveloped(c, wireOf(erasure)), 200)
  })

/** Erases a user's rankings; a request that fails here is repeated as a whole. */
async function forgetTraveller(
  { travellers }: Services,
  scope: Scope,
  hashes: readonly string[]
): Promise<void> {
  await Promise.all(
    hashes.map((hash) => travellers.getByName(travellerName(scope, userKey(hash))).erase())
  )
}

function wireOf({ id, requestedAt, clearedAt, finishedAt, objects }: Erasure) {
  return {
    erasure_id: id,
    state: stateOf({ clearedAt, finishedAt }),
    requested_at: new Date(requestedAt).toISOString(),
    cleared_at: instantOrNull(clearedAt),
    finished_at: instantOrNull(finishedAt),
    objects,
  }
}

function stateOf({ clearedAt, finishedAt }: Pick<Erasure, 'clearedAt' | 'finishedAt'>) {
  if (finishedAt !== null) return 'finished' as const
  return clearedAt === null ? ('requested' as const) : ('cleared' as const)
}
