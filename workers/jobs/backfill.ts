/**
 * Fills gaps of jobs whose work falls into days. A day that was done before is left alone, so a
 * backfill costs what is missing, and one that stopped midway goes on when it is repeated.
 */
import { dayNumber, dayOf, type IsoDay } from '../../models/airline/calendar'
import { fillDays } from './aggregate-days'
import {
  defineJob,
  eachScope,
  type Job,
  type Lease,
  type ScopeRun,
  type Slice,
} from './runs/run-job'

type Backfill = {
  readonly lease: Lease
  /** Does those of the days that are missing, in order; `more` when the slice is full before. */
  fill(run: ScopeRun, days: readonly IsoDay[]): Promise<Slice>
}

const BACKFILLS: ReadonlyMap<string, Backfill> = new Map([
  ['aggregate-days', { lease: 'aggregates', fill: fillDays }],
])

export const BACKFILLED = [...BACKFILLS.keys()]

/** The job over a range of days, both included; undefined when its work does not fall into days. */
export function backfillOf(name: string, from: IsoDay, to: IsoDay): Job | undefined {
  const found = BACKFILLS.get(name)
  if (!found) return undefined
  const days = Array.from({ length: dayNumber(to) - dayNumber(from) + 1 }, (_, at) =>
    dayOf(dayNumber(from) + at)
  )
  return defineJob(name, found.lease, (run) => eachScope(run, (each) => found.fill(each, days)))
}
