/** Makes a delivery of each new alert for every endpoint that wants it. */
import type { Scope } from '../../pipelines/events/scope'
import { quietUntil } from '../../pipelines/watch/quiet-hours'
import type { Services } from '../services'
import { type AlertRow, undeliveredAlerts } from '../storage/alerting/alert-rows'
import { addDeliveries, type NewDelivery } from '../storage/alerting/delivery-rows'
import { type Endpoint, listEndpoints } from '../storage/alerting/endpoint-rows'
import { type AlertRule, listRules } from '../storage/alerting/rule-rows'
import { sha256Hex } from '../storage/sha256'
import { alertWire, webhookBody } from './alert-wire'

const ALERTS_PER_RUN = 500

type Owner = {
  readonly endpoints: readonly Endpoint[]
  readonly rules: ReadonlyMap<string, AlertRule>
}

/** Returns the number of alerts. Safe to repeat: an alert has one message for an endpoint. */
export async function fanOutAlerts(
  { db }: Services,
  scopes: readonly Scope[],
  now: number
): Promise<{ alerts: number; more: boolean }> {
  const alerts = await undeliveredAlerts(db, scopes, ALERTS_PER_RUN)
  for (const rows of Map.groupBy(
    alerts,
    ({ scope }) => `${scope.account}/${scope.mode}`
  ).values()) {
    const [first] = rows
    if (!first) continue
    const [endpoints, rules] = await Promise.all([
      listEndpoints(db, first.scope),
      listRules(db, first.scope),
    ])
    const owner = { endpoints, rules: new Map(rules.map((rule) => [rule.id, rule])) }
    for (const alert of rows) {
      await addDeliveries(db, alert.id, await deliveriesOf(alert, owner, now), now)
    }
  }
  return { alerts: alerts.length, more: alerts.length === ALERTS_PER_RUN }
}

async function deliveriesOf(
  alert: AlertRow,
  { endpoints, rules }: Owner,
  now: number
): Promise<NewDelivery[]> {
  const wanting = endpoints.filter(
    ({ kinds, disabledReason }) =>
      disabledReason === null && (kinds.length === 0 || kinds.includes(alert.kind))
  )
  const type = `alert.${alert.state}`
  const body = webhookBody(type, alert.at, alertWire(alert))
  const messageId = `msg_${(await sha256Hex(alert.id)).slice(0, 32)}`
  const dueAt = dueAtOf(alert, rules, now)
  return wanting.map(({ id, scope }) => ({
    scope,
    endpointId: id,
    messageId,
    type,
    body,
    createdAt: now,
    dueAt,
  }))
}

/** The most urgent alerts ignore quiet hours. */
function dueAtOf(alert: AlertRow, rules: Owner['rules'], now: number): number {
  const quietHours = alert.ruleId === null ? undefined : rules.get(alert.ruleId)?.quietHours
  return quietHours === undefined || alert.priority === 'P1' ? now : quietUntil(now, quietHours)
}
