/** Standing of every SLO at an instant, from its history: budget, burn rates and what is raised. */

import { DAY_MS } from '../../models/airline/calendar'
import { BURN_ALERTS, type BurnAlert, budgetLeft, burnRate, isBurning } from './burn-rate'
import { BUDGET_DAYS, type GoodOf, SLO_IDS, SLOS, type Slo, type SloId } from './slo'
import { countsWithin, NO_HISTORY, type SloHistory } from './slo-history'

export type Burn = BurnAlert & {
  readonly long: number
  readonly short: number
  readonly isBurning: boolean
}

export type SloStanding = Slo & {
  readonly id: SloId
  /** Events of 30 days. */
  readonly counts: GoodOf
  readonly budgetLeft: number
  readonly burns: readonly Burn[]
}

export type Histories = Readonly<Partial<Record<SloId, SloHistory>>>

export function standingsOf(histories: Histories, now: number): readonly SloStanding[] {
  return SLO_IDS.map((id) => standingOf(id, histories[id] ?? NO_HISTORY, now))
}

function standingOf(id: SloId, history: SloHistory, now: number): SloStanding {
  const slo = SLOS[id]
  const countsOf = (ms: number) => countsWithin(history, ms, now)
  return {
    id,
    ...slo,
    counts: countsOf(BUDGET_DAYS * DAY_MS),
    budgetLeft: budgetLeft(slo.objective, countsOf),
    burns: BURN_ALERTS.map((alert) => ({
      ...alert,
      long: burnRate(countsOf(alert.longMs), slo.objective),
      short: burnRate(countsOf(alert.shortMs), slo.objective),
      isBurning: isBurning(alert, slo.objective, countsOf),
    })),
  }
}
