/**
 * Watches the markets of each owner: hours of the curated lake since the last run, in order, then the
 * offers that the gate keeps in quarantine and the markets that have fallen silent. What is unusual
 * opens, updates or resolves incidents. An hour that is not over is looked at and not kept.
 */
import { DAY_MS, HOUR_MS, utcDay } from '../../models/airline/calendar'
import { type Market, marketOf } from '../../models/airline/market'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { FeedSearch } from '../../pipelines/features/anomaly/anomaly-feed'
import { watchedMarketOf, watchPrefix } from '../../pipelines/lake/keys'
import type { CauseFinding } from '../../pipelines/watch/causes/cause-finding'
import { watchHour, watchUntil } from '../../pipelines/watch/watched-market'
import { walk } from '../lake/walk'
import { forgetIncidents } from '../storage/anomalies/incident-rows'
import { moveCursor, readCursor } from '../storage/lake-objects'
import { followFindings, gateFindings } from '../watch/follow-findings'
import { copyOf, openWatchStore, type WatchStore } from '../watch/watch-store'
import { hoursAfter, readHour } from '../watch/watched-hours'
import { defineJob, eachScope, type ScopeRun, type Slice } from './runs/run-job'

/** 15 s of the 30 s of CPU that a cron has. */
const ROWS_PER_RUN = 150_000
const HOURS_PER_RUN = 1_000
/** Usual levels need four weeks; a new owner's lake is read from so many days ago. */
const PAST_DAYS = 45
/** The last events of an hour are compacted by then. */
const GRACE_MS = 10 * 60_000
/** Suspects of earlier days are over. */
const GATE_DAYS = 2
const SILENT_PAGES = 1
const KEPT_DAYS = 730
const FORGOTTEN_PER_RUN = 1_000

export const scanAnomalies = defineJob('scan-anomalies', 'anomalies', (run) =>
  eachScope(run, scanScope)
)

type Counts = { hours: number; rows: number; findings: number; incidents: number; silent: number }

type Scan = {
  readonly run: ScopeRun
  readonly store: WatchStore
  readonly counts: Counts
}

async function scanScope(run: ScopeRun): Promise<Slice> {
  const { services, scope, at } = run
  const { db, lake } = services
  const counts: Counts = { hours: 0, rows: 0, findings: 0, incidents: 0, silent: 0 }
  const scan = { run, store: openWatchStore(lake, scope), counts }
  const after = Number((await readCursor(db, cursorOf(scope))) ?? at - PAST_DAYS * DAY_MS)
  const hours = await hoursAfter(lake, scope, { after, until: at, limit: HOURS_PER_RUN })
  const { isWhole, markets } = await scanHours(scan, hours)
  const found = await gateFindings(services, scope, markets, at)
  if (isWhole) found.push(...(await endSilentDays(scan)))
  await follow(scan, found, at)
  await forgetIncidents(db, scope, at - KEPT_DAYS * DAY_MS, FORGOTTEN_PER_RUN)
  return { counts, more: !isWhole || hours.length === HOURS_PER_RUN }
}

/** Returns the markets of the last days, and whether all hours were read. */
async function scanHours(
  scan: Scan,
  hours: readonly number[]
): Promise<{ readonly isWhole: boolean; readonly markets: readonly Market[] }> {
  const { run, store, counts } = scan
  const { services, scope, at, before } = run
  const recent = new Set<Market>()
  let done: number | undefined
  /** The cursor moves behind what is stored. */
  const commit = async () => {
    await store.flush()
    if (done !== undefined) await moveCursor(services.db, cursorOf(scope), String(done))
  }
  for (const hour of hours) {
    if ((before.rows ?? 0) + counts.rows >= ROWS_PER_RUN) break
    const { searches, rows } = await readHour(services.lake, scope, hour, run.renew)
    counts.rows += rows
    counts.hours += 1
    await scanHour(scan, hour, searches)
    if (hour >= at - GATE_DAYS * DAY_MS) {
      for (const market of searches.keys()) recent.add(marketNamed(market))
    }
    if (hour + HOUR_MS + GRACE_MS <= at) done = hour
    if (store.isFull || hour % DAY_MS === DAY_MS - HOUR_MS) await commit()
  }
  await commit()
  return { isWhole: counts.hours === hours.length, markets: [...recent] }
}

function cursorOf(scope: Scope): string {
  return `watch:${scopeKey(scope)}`
}

async function scanHour(
  scan: Scan,
  hour: number,
  searches: ReadonlyMap<string, readonly FeedSearch[]>
): Promise<void> {
  const { run, store } = scan
  const end = hour + HOUR_MS
  const isOver = end + GRACE_MS <= run.at
  const findings: CauseFinding[] = []
  for (const [market, own] of searches) {
    await run.renew()
    const watched = await store.read(market)
    // A run that died after it had stored this market repeats the hour.
    if (watched.until >= end) continue
    if (!isOver) {
      findings.push(...watchHour(copyOf(watched), own))
      continue
    }
    findings.push(...watchHour(watched, own))
    watched.until = end
    store.keep(watched)
  }
  await follow(scan, findings, Math.min(end, run.at))
}

/** Markets whose last day is over and that nobody has searched since. */
async function endSilentDays({ run, store, counts }: Scan): Promise<CauseFinding[]> {
  const { services, scope, at } = run
  const today = utcDay(at - GRACE_MS)
  const findings: CauseFinding[] = []
  const name = `watch-silent:${scopeKey(scope)}`
  await walk(
    services,
    { name, prefix: watchPrefix(scope), maxPages: SILENT_PAGES },
    async (page) => {
      for (const { key, customMetadata } of page) {
        const market = watchedMarketOf(key)
        const day = customMetadata?.day
        if (market === undefined || day === undefined || day >= today) continue
        await run.renew()
        const watched = await store.read(market)
        findings.push(...watchUntil(watched, at - GRACE_MS))
        store.keep(watched)
        counts.silent += 1
        if (store.isFull) await store.flush()
      }
      await store.flush()
      return true
    }
  )
  return findings
}

async function follow(
  { run, counts }: Scan,
  findings: readonly CauseFinding[],
  now: number
): Promise<void> {
  // The end of the run resolves incidents that are over.
  if (findings.length === 0 && now < run.at) return
  const followed = await followFindings(run.services, run.scope, findings, now)
  counts.findings += followed.findings
  counts.incidents += followed.changed
}

function marketNamed(code: string): Market {
  const [origin = '', destination = ''] = code.split('-')
  return marketOf(origin, destination)
}
