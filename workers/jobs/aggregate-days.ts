/**
 * Keeps daily aggregates equal to the curated lake. First the last days, then a walk over all of it
 * that finds late events; a day whose files are unchanged is not read.
 */
import { DAY_MS, type IsoDay, utcDay } from '../../models/airline/calendar'
import { scopeKey } from '../../pipelines/events/scope'
import { curatedDayOf, curatedPrefix } from '../../pipelines/lake/keys'
import { aggregateDay, filesOfDay } from '../lake/aggregate-day'
import { walk } from '../lake/walk'
import { readFingerprints, writeDay } from '../storage/aggregates/write-aggregates'
import { defineJob, eachScope, type ScopeRun, type Slice } from './runs/run-job'

/** Events may come a day late before only the walk finds them. */
const RECENT_DAYS = 3
/** 15 s of the 30 s of CPU that a cron has. */
const ROWS_PER_RUN = 1_500_000
/** A thousand keys a page: some 40 days of hourly files. */
const PAGES_PER_RUN = 2

type Aggregated = {
  readonly counts: { days: number; unchanged: number; rows: number; markets: number; fares: number }
  readonly partitions: IsoDay[]
}

export const aggregateDays = defineJob('aggregate-days', 'aggregates', (run) =>
  eachScope(run, async (scopeRun) => {
    const aggregated = nothing()
    const whole = await aggregateScope(scopeRun, aggregated)
    return { ...aggregated, more: !whole }
  })
)

/** The days among these that are not aggregated at all. */
export async function fillDays(run: ScopeRun, days: readonly IsoDay[]): Promise<Slice> {
  const known = await readFingerprints(run.services.db, run.scope, days)
  const missing = days.filter((day) => !known.has(day))
  const aggregated = nothing()
  const whole = await aggregateAll(run, missing, aggregated)
  return { ...aggregated, more: !whole }
}

function nothing(): Aggregated {
  return {
    counts: { days: 0, unchanged: 0, rows: 0, markets: 0, fares: 0 },
    partitions: [],
  }
}

async function aggregateScope(run: ScopeRun, aggregated: Aggregated): Promise<boolean> {
  const { services, at, scope } = run
  const aggregate = (days: readonly IsoDay[]) => aggregateAll(run, days, aggregated)
  const recent = Array.from({ length: RECENT_DAYS }, (_, back) => utcDay(at - back * DAY_MS))
  if (!(await aggregate(recent))) return false
  const place = {
    name: `aggregate:${scopeKey(scope)}`,
    prefix: curatedPrefix(scope, 'search_events'),
    maxPages: PAGES_PER_RUN,
  }
  return walk(services, place, (page) => aggregate(daysOf(page)))
}

/** False when the run has read enough before all days are done. */
async function aggregateAll(
  { services: { db, lake }, scope, before, renew }: ScopeRun,
  days: readonly IsoDay[],
  { counts, partitions }: Aggregated
): Promise<boolean> {
  const known = await readFingerprints(db, scope, days)
  for (const day of days) {
    if ((before.rows ?? 0) + counts.rows >= ROWS_PER_RUN) return false
    const files = await filesOfDay(lake, scope, day)
    if (!files || files.fingerprint === known.get(day)) {
      if (files) counts.unchanged += 1
      continue
    }
    const aggregates = await aggregateDay(lake, files, counts, renew)
    await renew()
    await writeDay(db, scope, aggregates)
    counts.days += 1
    partitions.push(day)
    counts.markets += aggregates.markets.length
    counts.fares += aggregates.fares.length
  }
  return true
}

function daysOf(objects: readonly R2Object[]): IsoDay[] {
  const days = new Set<IsoDay>()
  for (const { key } of objects) {
    const day = curatedDayOf(key)
    if (day !== undefined) days.add(day)
  }
  return [...days]
}
