/** Alert rules of an account: what is watched, from which level on, and how urgent it is. */
import { createRoute, z } from '@hono/zod-openapi'
import { AlertCondition } from '../../../pipelines/watch/alert-rule'
import { PRIORITIES } from '../../../pipelines/watch/causes/priority'
import { QuietHours } from '../../../pipelines/watch/quiet-hours'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import {
  type AlertRule,
  addRule,
  listRules,
  MAX_RULES,
  removeRule,
} from '../../storage/alerting/rule-rows'

const RuleRequest = z
  .strictObject({
    name: z.string().min(1).max(100),
    condition: AlertCondition.openapi({
      description:
        'target_price: the lowest fare is at or below `amount`; over again 2 % above it. price_drop: it is `percent` below its highest of a ' +
        'week; over at half of that. dead_letters: so many wait; over at half of them. incident: one alert for each incident of these ' +
        'classes, market and urgency; over when it is resolved or suppressed.',
    }),
    priority: z.enum(PRIORITIES).default('P3').openapi({ description: 'P1 is most urgent' }),
    quiet_hours: QuietHours.refine(({ time_zone }) => isTimeZone(time_zone), {
      path: ['time_zone'],
      message: 'must be an IANA time zone, such as Europe/Lisbon',
    })
      .nullable()
      .default(null)
      .openapi({ description: 'Webhooks wait until they are over, except for P1' }),
  })
  .openapi('AlertRuleRequest')

const Rule = z
  .object({
    id: z.string(),
    name: z.string(),
    condition: AlertCondition,
    priority: z.enum(PRIORITIES),
    quiet_hours: QuietHours.nullable(),
    created_at: z.iso.datetime(),
  })
  .openapi('AlertRule')

const REFUSALS = ['unauthorized', 'forbidden', 'rate-limited', 'unavailable'] as const

const listRoute = createRoute({
  operationId: 'listAlertRules',
  method: 'get',
  path: '/v1/alert-rules',
  tags: ['Alerts'],
  summary: 'List alert rules',
  description: 'Rules of the account and mode of the key, oldest first.',
  middleware: [requireScope('insights:read')] as const,
  responses: { 200: json(envelope(z.array(Rule)), 'All rules'), ...problems(...REFUSALS) },
})

const createRuleRoute = createRoute({
  operationId: 'createAlertRule',
  method: 'post',
  path: '/v1/alert-rules',
  tags: ['Alerts'],
  summary: 'Create an alert rule',
  description: `Measured every minute. An account may have ${MAX_RULES} rules a mode.`,
  middleware: [requireScope('jobs:run')] as const,
  request: { body: { required: true, content: { 'application/json': { schema: RuleRequest } } } },
  responses: {
    201: json(envelope(Rule), 'The rule'),
    ...problems('invalid-request', ...REFUSALS),
  },
})

const deleteRoute = createRoute({
  operationId: 'deleteAlertRule',
  method: 'delete',
  path: '/v1/alert-rules/{id}',
  tags: ['Alerts'],
  summary: 'Delete an alert rule',
  description: 'Alerts that it raised stay in the list.',
  middleware: [requireScope('jobs:run')] as const,
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: json(envelope(Rule), 'The rule as it was'),
    ...problems('not-found', ...REFUSALS),
  },
})

export const alertRules = createRouter()
  .openapi(listRoute, async (c) => {
    const { services, principal } = c.var
    const rules = await reach('database', listRules(services.db, principal.scope))
    return c.json(enveloped(c, rules.map(wireOf)), 200)
  })
  .openapi(createRuleRoute, async (c) => {
    const { services, principal } = c.var
    const { name, condition, priority, quiet_hours } = c.req.valid('json')
    const id = `rule_${crypto.randomUUID()}`
    await recordAct(c, { action: 'rule.change', subject: id, detail: { created: condition } })
    const rule = await reach(
      'database',
      addRule(services.db, {
        id,
        scope: principal.scope,
        name,
        condition,
        priority,
        quietHours: quiet_hours ?? undefined,
        createdAt: services.now,
      })
    )
    if (!rule) {
      return problem(c, 'invalid-request', `The account has ${MAX_RULES} rules; delete some first.`)
    }
    return c.json(enveloped(c, wireOf(rule)), 201)
  })
  .openapi(deleteRoute, async (c) => {
    const { services, principal } = c.var
    const { id } = c.req.valid('param')
    const rules = await reach('database', listRules(services.db, principal.scope))
    const rule = rules.find((each) => each.id === id)
    if (!rule) return problem(c, 'not-found', `There is no alert rule "${id}".`)
    await recordAct(c, { action: 'rule.change', subject: id, detail: { deleted: true } })
    await reach('database', removeRule(services.db, principal.scope, id))
    return c.json(enveloped(c, wireOf(rule)), 200)
  })

function wireOf({ id, name, condition, priority, quietHours, createdAt }: AlertRule) {
  return {
    id,
    name,
    condition,
    priority,
    quiet_hours: quietHours ?? null,
    created_at: new Date(createdAt).toISOString(),
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
