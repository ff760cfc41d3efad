/** Measures what the rules of accounts watch, and stores an alert for each that changed its state. */
import { marketOf } from '../../../models/airline/market'
import {
  isRaised,
  levelsOf,
  type MeasuredCondition,
  watchesIncident,
} from '../../../pipelines/watch/alert-rule'
import { QUIET_MS } from '../../../pipelines/watch/causes/incident'
import { incidentReason } from '../../../pipelines/watch/causes/reason'
import { watchedValue } from '../../../pipelines/watch/watched-fare'
import { readQuestionMarket } from '../../answering/city-markets'
import { readPool } from '../../storage/account/pools'
import { changeAlerts, type Watched } from '../../storage/alerting/alert-rows'
import { type AlertRule, listRules, raisedRules } from '../../storage/alerting/rule-rows'
import { recentIncidents } from '../../storage/anomalies/incident-rows'
import { countWaitingLetters } from '../../storage/letter-rows'
import { defineJob, eachScope, type ScopeRun } from '../runs/run-job'

export const evaluateAlerts = defineJob('evaluate-alerts', 'alerts', (run) =>
  eachScope(run, async (scopeRun) => {
    const { services, scope, at, renew } = scopeRun
    const rules = await listRules(services.db, scope)
    const raised = rules.length > 0 ? await raisedRules(services.db, scope) : new Set<string>()
    const byKind = new Map<string, Watched[]>()
    let unmeasured = 0
    const add = (kind: string, watched: readonly Watched[]) =>
      byKind.set(kind, [...(byKind.get(kind) ?? []), ...watched])
    add('incident', await watchIncidents(scopeRun, rules))
    const pool = rules.length > 0 ? await readPool(services.db, scope.account) : undefined
    const pooled = { ...scopeRun, services: { ...services, pool } }
    for (const rule of rules) {
      const { condition } = rule
      if (condition.kind === 'incident') continue
      await renew()
      const value = await measure(pooled, condition)
      // Without a measure the state stays: a feed that pauses neither raises nor resolves.
      if (value === undefined) unmeasured += 1
      else {
        add(condition.kind, [watchedOf(rule, condition, value, raised.has(rule.id))])
      }
    }
    let alerts = 0
    for (const [kind, watched] of byKind) {
      alerts += await changeAlerts(services.db, scope, kind, watched, at)
    }
    return { counts: { rules: rules.length, unmeasured, alerts }, more: false }
  })
)

/** One alert an incident and rule: raised while it is open, over when it is resolved or suppressed. */
async function watchIncidents(
  { services, scope, at }: ScopeRun,
  rules: readonly AlertRule[]
): Promise<Watched[]> {
  const own = rules.flatMap(({ condition, ...rule }) =>
    condition.kind === 'incident' ? [{ ...rule, condition }] : []
  )
  if (own.length === 0) return []
  const incidents = await recentIncidents(services.db, scope, at - ENDED_MS)
  return own.flatMap(({ id, name, condition, priority }) =>
    incidents
      .filter((incident) => watchesIncident(condition, incident))
      .map((incident) => ({
        subject: `${incident.id}.${id}`,
        isRaised: incident.state !== 'resolved' && incident.state !== 'suppressed',
        detail: `${name}: ${incident.severity} ${incident.class}, ${incidentReason(incident)}`,
        priority,
        ruleId: id,
      }))
  )
}
/** An incident that ended before has long resolved its alert. */
const ENDED_MS = 2 * QUIET_MS

/** Undefined when there is nothing to measure now. */
async function measure(
  { services, scope, at }: ScopeRun,
  condition: MeasuredCondition
): Promise<number | undefined> {
  if (condition.kind === 'dead_letters') return countWaitingLetters(services.db, scope)
  const [origin = '', destination = ''] = condition.market.split('-')
  const clocked = { ...services, now: at }
  const { snapshot } = await readQuestionMarket(marketOf(origin, destination), scope, clocked)
  return watchedValue(snapshot, condition, at)
}

function watchedOf(
  { id, name, priority }: AlertRule,
  condition: MeasuredCondition,
  value: number,
  was: boolean
): Watched {
  const isNow = isRaised(levelsOf(condition), value, was)
  return {
    subject: subjectOf(id, condition),
    isRaised: isNow,
    detail: `${name}: ${detailOf(condition, value)}`,
    priority,
    ruleId: id,
  }
}

/** Rules may watch the same thing, so a rule is part of the subject. */
function subjectOf(id: string, condition: MeasuredCondition): string {
  return condition.kind === 'dead_letters'
    ? id
    : `${condition.market}.${condition.departure_date}.${id}`
}

function detailOf(condition: MeasuredCondition, value: number): string {
  switch (condition.kind) {
    case 'target_price': {
      const { market, departure_date, currency, amount } = condition
      return `lowest fare ${market} on ${departure_date} is ${value} ${currency}; the target is ${amount}`
    }
    case 'price_drop': {
      const { market, departure_date, percent } = condition
      return `lowest fare ${market} on ${departure_date} is ${value.toFixed(1)} % below its highest of a week; the limit is ${percent} %`
    }
    case 'dead_letters':
      return `${value} dead letters wait; the limit is ${condition.count}`
  }
}
