/** Measures what the rules of accounts watch, and stores an alert for each that changed its state. */
import { marketOf } from '../../../models/airline/market'
import { type AlertCondition, isRaised, levelsOf } from '../../../pipelines/watch/alert-rule'
import { watchedValue } from '../../../pipelines/watch/watched-fare'
import { readQuestionMarket } from '../../answering/city-markets'
import { changeAlerts, type Watched } from '../../storage/alerting/alert-rows'
import { type AlertRule, listRules, raisedRules } from '../../storage/alerting/rule-rows'
import { countWaitingLetters } from '../../storage/letter-rows'
import { defineJob, eachScope, type ScopeRun } from '../runs/run-job'

export const evaluateAlerts = defineJob('evaluate-alerts', 'alerts', (run) =>
  eachScope(run, async (scopeRun) => {
    const { services, scope, at, renew } = scopeRun
    const rules = await listRules(services.db, scope)
    const raised = rules.length > 0 ? await raisedRules(services.db, scope) : new Set<string>()
    const byKind = new Map<string, Watched[]>()
    let unmeasured = 0
    for (const rule of rules) {
      await renew()
      const value = await measure(scopeRun, rule.condition)
      // Without a measure the state stays: a feed that pauses neither raises nor resolves.
      if (value === undefined) unmeasured += 1
      else {
        const watched = watchedOf(rule, value, raised.has(rule.id))
        byKind.set(rule.condition.kind, [...(byKind.get(rule.condition.kind) ?? []), watched])
      }
    }
    let alerts = 0
    for (const [kind, watched] of byKind) {
      alerts += await changeAlerts(services.db, scope, kind, watched, at)
    }
    return { counts: { rules: rules.length, unmeasured, alerts }, more: false }
  })
)

/** Undefined when there is nothing to measure now. */
async function measure(
  { services, scope, at }: ScopeRun,
  condition: AlertCondition
): Promise<number | undefined> {
  if (condition.kind === 'dead_letters') return countWaitingLetters(services.db, scope)
  const [origin = '', destination = ''] = condition.market.split('-')
  const clocked = { ...services, now: at }
  const { snapshot } = await readQuestionMarket(marketOf(origin, destination), scope, clocked)
  return watchedValue(snapshot, condition, at)
}

function watchedOf(
  { id, name, condition, priority }: AlertRule,
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
function subjectOf(id: string, condition: AlertCondition): string {
  return condition.kind === 'dead_letters'
    ? id
    : `${condition.market}.${condition.departure_date}.${id}`
}

function detailOf(condition: AlertCondition, value: number): string {
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
