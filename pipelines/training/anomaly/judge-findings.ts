/** Compares findings with injected faults: recall by fault, and incidents that no fault explains. */
import { DAY_MS } from '../../../models/airline/calendar'
import { FAULT_KINDS } from '../../simulator/pricing/truth'
import { type Finding, incidentsOf } from '../../watch/incidents'
import type { FaultLabel } from './inject-faults'

/** Days after a fault on which prices recover; a finding then is no false alarm, and no detection. */
const RECOVERY_DAYS = 1
const MONTH_DAYS = 30
/** An incident counts again for every week, so that an endless alarm does not count as one. */
const COUNTED_MS = 7 * DAY_MS

export type FaultFigures = {
  readonly faults: number
  readonly found: number
  readonly byKind: Readonly<Record<string, { readonly faults: number; readonly found: number }>>
}

/** Counts a fault as found when its airline has a finding on one of its days. */
export function foundFaults(
  labels: readonly FaultLabel[],
  findings: readonly Finding[]
): FaultFigures {
  const byFeed = Map.groupBy(findings, ({ scope, airline }) => `${scope}/${airline}`)
  const judged = labels.map((label) => ({
    kind: label.kind,
    found: (byFeed.get(`${label.scope}/${label.airline}`) ?? []).some(
      ({ at }) => at >= label.firstDay * DAY_MS && at <= label.lastDay * DAY_MS
    ),
  }))
  const count = (own: typeof judged) => ({
    faults: own.length,
    found: own.filter(({ found }) => found).length,
  })
  const byKind = Object.fromEntries(
    FAULT_KINDS.map((kind) => [kind, count(judged.filter((each) => each.kind === kind))])
  )
  return { ...count(judged), byKind }
}

/** Returns the incidents that overlap no fault of their market, a market and month. */
export function falseIncidents(
  findings: readonly Finding[],
  labels: readonly FaultLabel[],
  { markets, days }: { readonly markets: number; readonly days: number }
): number {
  const byScope = Map.groupBy(labels, ({ scope }) => scope)
  const unexplained = incidentsOf(findings).filter(
    ({ scope, from, to }) =>
      !(byScope.get(scope) ?? []).some(
        ({ firstDay, lastDay }) =>
          to >= firstDay * DAY_MS && from <= (lastDay + RECOVERY_DAYS) * DAY_MS
      )
  )
  const counted = unexplained.reduce(
    (sum, { from, to }) => sum + 1 + Math.floor((to - from) / COUNTED_MS),
    0
  )
  return (counted * MONTH_DAYS) / (markets * days)
}
