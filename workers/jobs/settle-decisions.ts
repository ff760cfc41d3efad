/**
 * Settles decisions with a closed claim against the fares their market has observed since. A claim
 * is settled once: a run that fails or is repeated finds the others still due. A cron uses the wall
 * clock and skips decisions made at a simulated clock; run by a test key, at whatever
 * `Fareline-Now` says, it settles all of the key's mode.
 */

import { DAY_MS, utcDay } from '../../models/airline/calendar'
import { marketOf } from '../../models/airline/market'
import { modelsIn } from '../../pipelines/decisions/decision-row'
import { Claims } from '../../pipelines/events/claims'
import { cellsOf, type Settled } from '../../pipelines/ledger/cells'
import { SeenDay } from '../../pipelines/ledger/fare-path'
import { DAYS_OUT_GROUPS } from '../../pipelines/ledger/groups'
import { SUMMARY_DAYS, summaryOf } from '../../pipelines/ledger/summary'
import { Verdict } from '../../pipelines/ledger/verdict'
import { type OpenDecision, type Visited, visitDecision } from '../../pipelines/ledger/visit'
import type { MarketSnapshot } from '../../pipelines/market/snapshot'
import { publishSummary } from '../answering/ledger-summary'
import { dueDecisions, type IndexedDecision, type Place } from '../storage/decision-rows'
import { readCells, recordVisits, type Visit } from '../storage/ledger'
import { marketObjectName } from '../storage/market-name'
import { defineJob, eachPage, eachScope, type ScopeRun } from './runs/run-job'

/** With 60 days of path and all verdicts a row is about 6 KB of JSON; D1 takes texts of 2 MB. */
const PAGE = 250
/** 20,000 visits: a few seconds of the 30 s of CPU that a cron has. */
const PAGES_PER_RUN = 80

export const settleDecisions = defineJob('settle-decisions', 'ledger', (run) =>
  eachScope(run, async (run) => {
    const counts = { visited: 0, claims: 0, censored: 0, finished: 0, failed: 0 }
    const whole = await settleScope(run, counts)
    if (counts.claims > 0) await refreshSummary(run)
    return { counts, more: !whole }
  })
)

type SettlementCounts = {
  visited: number
  claims: number
  censored: number
  finished: number
  /** Their market could not be read; they stay due. */
  failed: number
}

/** True when nothing more is due. */
function settleScope(run: ScopeRun, counts: SettlementCounts): Promise<boolean> {
  const { services, at, scope, onDemand: withSimulatedClock } = run
  let after: Place | undefined
  return eachPage(run, PAGES_PER_RUN, async () => {
    const page = await dueDecisions(services.db, scope, { at, withSimulatedClock, after }, PAGE)
    const last = page.at(-1)
    if (!last) return true
    await settlePage(run, page, counts)
    after = { dueAt: last.dueAt ?? 0, id: last.id }
    return page.length < PAGE
  })
}

async function settlePage(
  { services, at, scope }: ScopeRun,
  page: readonly IndexedDecision[],
  counts: SettlementCounts
): Promise<void> {
  const visits: Visit[] = []
  const settled: Settled[] = []
  // One market at a time: a busy one's snapshot takes megabytes.
  for (const [market, rows] of Map.groupBy(page, (row) => row.market)) {
    let snapshot: MarketSnapshot | undefined
    try {
      const name = marketObjectName(marketOf(market.slice(0, 3), market.slice(4)), scope)
      snapshot = await services.markets.getByName(name).snapshot(at)
    } catch (error) {
      services.log.error('market not read to settle', { market, error })
      counts.failed += rows.length
      continue
    }
    for (const row of rows) {
      const visited = visitDecision(openDecision(row), snapshot, at)
      visits.push(visitRow(row, visited, at))
      settled.push(visited.settled)
    }
  }
  if (!(await recordVisits(services.db, scope, utcDay(at), visits, cellsOf(settled)))) {
    throw new Error('Decisions were settled elsewhere meanwhile; run again')
  }
  counts.visited += visits.length
  for (const { verdicts, finished } of settled) {
    counts.claims += verdicts.length
    counts.censored += verdicts.filter(({ state }) => state === 'censored').length
    counts.finished += Number(finished !== undefined)
  }
}

/** The row's texts are parsed here, once. */
function openDecision(row: IndexedDecision): OpenDecision {
  const { at, market, departureDate, settledThrough } = row
  return {
    at,
    market,
    departureDate,
    settledThrough,
    claims: Claims.parse(JSON.parse(row.claims)),
    daysOut: DAYS_OUT_GROUPS.find((group) => group === row.daysOut) ?? '120+',
    models: modelsIn(row.models),
    path: SeenDay.array().parse(JSON.parse(row.path ?? '[]')),
    verdicts: Verdict.array().parse(JSON.parse(row.verdicts ?? '[]')),
  }
}

function visitRow(row: IndexedDecision, visited: Visited, at: number): Visit {
  const { state, dueAt, path, verdicts } = visited
  return {
    id: row.id,
    before: row.settledThrough,
    settledThrough: at,
    state,
    dueAt: dueAt ?? null,
    path: path ? JSON.stringify(path) : null,
    verdicts: JSON.stringify(verdicts),
    settledAt: dueAt === undefined ? at : null,
  }
}

async function refreshSummary({ services, scope, at }: ScopeRun): Promise<void> {
  const cells = await readCells(services.db, scope, {
    from: utcDay(at - SUMMARY_DAYS * DAY_MS),
    measures: ['advice', 'interval', 'forecast'],
  })
  await publishSummary(services, scope, summaryOf(cells, at))
}
