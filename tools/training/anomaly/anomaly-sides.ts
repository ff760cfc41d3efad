/** Rows of one side of a split, clean and faulty, for judging or tuning a detector. */
import { DAY_MS } from '../../../models/airline/calendar'
import type { FaultLabel } from '../../../pipelines/training/anomaly/inject-faults'
import {
  type FaultFigures,
  falseIncidents,
  foundFaults,
} from '../../../pipelines/training/anomaly/judge-findings'
import type { Finding } from '../../../pipelines/watch/incidents'
import { type FeedDay, watch } from '../../../pipelines/watch/watch-feed'
import type { AnomalyData } from './anomaly-data'

export type Side = {
  readonly data: string
  readonly clean: readonly FeedDay[]
  readonly faulty: readonly {
    readonly rows: readonly FeedDay[]
    readonly labels: readonly FaultLabel[]
  }[]
  /** Number of markets, or of networks (see AnomalyData). */
  readonly markets: number
  readonly days: number
}

/** On earlier days no feed has enough history. */
const LEARN_DAYS = 10

export type WatchedData = { readonly of: AnomalyData; readonly clean: readonly FeedDay[] }

/** Watches the clean searches once, which takes most of the time. */
export function watched(of: AnomalyData): WatchedData {
  return { of, clean: [...watch(of.clean(), of.scopeOf)] }
}

/** Faults of the two sides come from different seeds. */
export function sideOf({ of, clean }: WatchedData, which: 'train' | 'test', seed: number): Side {
  const first = Math.min(...clean.map(({ day }) => day))
  const [from, to] =
    which === 'test' ? [of.testFrom, of.lastDay] : [first + LEARN_DAYS, of.testFrom - 1]
  const inside = ({ day }: FeedDay) => day >= from && day <= to
  const own = clean.filter(inside)
  const faultSeed = (which === 'test' ? 200 : 100) + seed
  return {
    data: of.data,
    clean: own,
    faulty: of.faulty(faultSeed, from, to).map(({ events, labels }) => ({
      rows: [...watch(events, of.scopeOf)].filter(inside),
      labels: labels.filter(({ firstDay, lastDay }) => firstDay >= from && lastDay <= to),
    })),
    markets: new Set(
      own.map(({ scope, airline }) => (of.unit === 'market' ? scope : `${scope}/${airline}`))
    ).size,
    days: to - from + 1,
  }
}

/** A detector's verdict on a day; undefined without a finding. */
export type Judged = Pick<Finding, 'sign' | 'score'> | undefined

export type SideFigures = FaultFigures & { readonly falseIncidents: number }

/** `judged` by row, for the clean rows and those of each faulty replica. */
export function figuresOf(side: Side, judge: (row: FeedDay) => Judged): SideFigures {
  const findingsIn = (rows: readonly FeedDay[]) =>
    rows.flatMap((row): Finding[] => {
      const judged = judge(row)
      return judged
        ? [{ ...judged, scope: row.scope, airline: row.airline, at: row.day * DAY_MS }]
        : []
    })
  const figures = side.faulty.map(({ rows, labels }) => foundFaults(labels, findingsIn(rows)))
  return { ...pooled(figures), falseIncidents: falseIncidents(findingsIn(side.clean), [], side) }
}

function pooled(figures: readonly FaultFigures[]): FaultFigures {
  const byKind: Record<string, { faults: number; found: number }> = {}
  for (const { byKind: own } of figures) {
    for (const [kind, { faults, found }] of Object.entries(own)) {
      const sum = byKind[kind] ?? { faults: 0, found: 0 }
      byKind[kind] = { faults: sum.faults + faults, found: sum.found + found }
    }
  }
  const kinds = Object.values(byKind)
  return {
    byKind,
    faults: kinds.reduce((sum, { faults }) => sum + faults, 0),
    found: kinds.reduce((sum, { found }) => sum + found, 0),
  }
}
