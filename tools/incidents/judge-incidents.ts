/** Compares incidents with the faults that a simulation injected: recall, class, precision, false ones. */
import { DAY_MS } from '../../models/airline/calendar'
import { FAULT_KINDS, type FaultKind } from '../../pipelines/simulator/pricing/truth'
import type { FaultLabel } from '../../pipelines/training/anomaly/inject-faults'
import type { IncidentClass } from '../../pipelines/watch/causes/cause-finding'
import type { Incident } from '../../pipelines/watch/causes/incident'

const CLASS_OF: Readonly<Record<FaultKind, IncidentClass>> = {
  missing_digit: 'mistake_fare',
  currency_mixup: 'currency_error',
  unit_error: 'decimal_error',
  frozen_feed: 'feed_outage',
  dropped_carrier: 'feed_outage',
  taxes_missing: 'missing_tax',
  slow_drift: 'data_error',
}
/** Prices recover on the day after a fault, which is no false alarm and no detection. */
const RECOVERY_DAYS = 1
const MONTH_DAYS = 30

export type KindFigures = {
  readonly faults: number
  readonly found: number
  /** Those found that have an incident of the right class. */
  readonly classed: number
}

export type IncidentFigures = KindFigures & {
  readonly byKind: Readonly<Record<string, KindFigures>>
  /** Incidents by market: an incident over three markets counts three times. */
  readonly incidents: number
  readonly precision: number
  /** A market and month. */
  readonly falseIncidents: number
  readonly falseClasses: Readonly<Record<string, number>>
}

type Seen = {
  readonly market: string
  readonly airline: string | undefined
  readonly class: IncidentClass
  readonly from: number
  readonly to: number
}

/** Faults and incidents from `firstDay` on count; a feed is learned before. */
export function judgeIncidents(
  incidents: Iterable<Incident>,
  labels: readonly FaultLabel[],
  { markets, firstDay, days }: { markets: number; firstDay: number; days: number }
): IncidentFigures {
  const seen = [...incidents].flatMap(seenIn)
  const judged = labels
    .filter((label) => label.firstDay >= firstDay)
    .map((label) => ({ kind: label.kind, hits: seen.filter((each) => isHit(each, label)) }))
  const count = (own: typeof judged): KindFigures => ({
    faults: own.length,
    found: own.filter(({ hits }) => hits.length > 0).length,
    classed: own.filter(({ kind, hits }) => hits.some((hit) => hit.class === CLASS_OF[kind]))
      .length,
  })
  const later = seen.filter(({ to }) => to >= firstDay * DAY_MS)
  const wrong = later.filter((each) => !labels.some((label) => isExplained(each, label)))
  const falseClasses: Record<string, number> = {}
  for (const each of wrong) falseClasses[each.class] = (falseClasses[each.class] ?? 0) + 1
  return {
    ...count(judged),
    byKind: Object.fromEntries(
      FAULT_KINDS.map((kind) => [kind, count(judged.filter((each) => each.kind === kind))])
    ),
    incidents: later.length,
    precision: later.length === 0 ? Number.NaN : 1 - wrong.length / later.length,
    falseIncidents: (wrong.length * MONTH_DAYS) / (markets * days),
    falseClasses,
  }
}

function seenIn({ airline, class: cause, parts }: Incident): Seen[] {
  return parts.map(({ market, firstSeenAt, lastSeenAt }) => ({
    market,
    airline,
    class: cause,
    from: firstSeenAt,
    to: lastSeenAt,
  }))
}

function isHit(each: Seen, { scope, airline, firstDay, lastDay }: FaultLabel): boolean {
  return (
    each.market === scope &&
    each.airline === airline &&
    each.to >= firstDay * DAY_MS &&
    each.from < (lastDay + 1) * DAY_MS
  )
}

function isExplained(each: Seen, { scope, firstDay, lastDay }: FaultLabel): boolean {
  return (
    each.market === scope &&
    each.to >= firstDay * DAY_MS &&
    each.from < (lastDay + 1 + RECOVERY_DAYS) * DAY_MS
  )
}
