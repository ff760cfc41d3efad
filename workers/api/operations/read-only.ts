/** `/v1/read-only`: the switch that stops writes while a store is repaired or restored. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { OPERATORS } from '../../../pipelines/events/scope'
import { readWriteSwitch, setWriteSwitch } from '../../admission/write-switch'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import type { AppEnv } from '../../http/app-env'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import type { WriteSwitch } from '../../isolate/switch-memory'

const ReadOnly = z
  .object({
    enabled: z.boolean().openapi({ description: 'Writes are answered 503 and crons do not run' }),
    since: z.iso.datetime().nullable(),
    reason: z.string().nullable(),
  })
  .openapi('ReadOnly')

const ReadOnlyRequest = z
  .strictObject({
    enabled: z.boolean(),
    reason: z.string().min(1).max(200).default('maintenance').openapi({
      description: 'Part of the problem that refused writes get',
    }),
  })
  .openapi('ReadOnlyRequest')

const REFUSALS = ['unauthorized', 'forbidden', 'rate-limited', 'unavailable'] as const

const getRoute = createRoute({
  operationId: 'getReadOnly',
  method: 'get',
  path: '/v1/read-only',
  tags: ['Operations'],
  summary: 'Show whether writes are switched off',
  description: 'As the answering isolate reads it, within about two minutes of a change.',
  middleware: [requireScope('keys:admin')] as const,
  responses: { 200: json(envelope(ReadOnly), 'The switch'), ...problems(...REFUSALS) },
})

const setRoute = createRoute({
  operationId: 'setReadOnly',
  method: 'put',
  path: '/v1/read-only',
  tags: ['Operations'],
  summary: 'Switch writes off or on',
  description: `For the whole deployment: whatever changes stored data is answered 503 \`read-only\` with \`Retry-After\`, and crons do not run; questions are answered, and what was acknowledged before is still counted. Holds everywhere within about two minutes, and stands in the audit log. Only keys of "${OPERATORS}" with the scope keys:admin may call it. Safe to repeat. The setting READ_ONLY does the same and cannot be undone here.`,
  middleware: [requireScope('keys:admin')] as const,
  request: {
    body: { required: true, content: { 'application/json': { schema: ReadOnlyRequest } } },
  },
  responses: {
    200: json(envelope(ReadOnly), 'The switch as it is now'),
    ...problems('invalid-request', ...REFUSALS, 'read-only'),
  },
})

export const readOnly = createRouter()
  .openapi(getRoute, async (c) => c.json(enveloped(c, await stateOf(c)), 200))
  .openapi(setRoute, async (c) => {
    const { services, principal } = c.var
    const { enabled, reason } = c.req.valid('json')
    if (principal.scope.account !== OPERATORS) {
      const detail = `Only API keys of the account "${OPERATORS}" switch writes off and on.`
      return problem(c, 'forbidden', detail)
    }
    const detail = enabled ? { enabled, reason } : { enabled }
    await recordAct(c, { action: 'writes.switch', subject: 'read-only', detail })
    const state = enabled ? { since: services.wallNow(), reason } : undefined
    await reach('snapshots', setWriteSwitch(services, state))
    return c.json(enveloped(c, await stateOf(c)), 200)
  })

async function stateOf(c: Context<AppEnv>): Promise<z.infer<typeof ReadOnly>> {
  const state: WriteSwitch | undefined = await readWriteSwitch(c.var.services)
  return {
    enabled: state !== undefined || c.var.services.readOnly,
    since: state === undefined ? null : new Date(state.since).toISOString(),
    reason: state?.reason ?? null,
  }
}
