/**
 * Settles decisions with a closed claim against the fares their market has observed since. A claim
 * is settled once: a run that fails or is repeated finds the others still due. A cron uses the wall
 * clock and skips decisions made at a simulated clock; run by a test key, at whatever
 * `Fareline-Now` says, it settles all of the key's mode.
 */

import { DAY_MS, utcDay } from '../../models/airline/calendar'
import { marketOf } from '../../models/airline/market'
import { exactGroup } from '../../pipelines/answers/evidence/own-group'
import { modelsIn } from '../../pipelines/decisions/decision-row'
import { Claims } from '../../pipelines/events/claims'
import { cellsOf, type Settled } from '../../pipelines/ledger/cells'
import {
  type Claimed,
  closingClaims,
  decisionDay,
  nextVisit,
} from '../../pipelines/ledger/due-claims'
import { extendPath, SeenDay } from '../../pipelines/ledger/fare-path'
import { DAYS_OUT_GROUPS } from '../../pipelines/ledger/groups'
import { settleClaims } from '../../pipelines/ledger/settle'
import { SUMMARY_DAYS, summaryOf } from '../../pipelines/ledger/summary'
import { Verdict } from '../../pipelines/ledger/verdict'
import type { FareDay, MarketSnapshot } from '../../pipelines/market/snapshot'
import { publishSummary } from '../answering/ledger-summary'
import { dueDecisions, type IndexedDecision, type Place } from '../storage/decision-rows'
import { readCells, recordVisits, type Visit } from '../storage/ledger'
import { marketObjectName } from '../storage/market-name'
import { defineJob, eachPage, eachScope, type ScopeRun } from './run-job'

/** With 60 days of path and all verdicts a row is about 6 KB of JSON; D1 takes texts of 2 MB. */
const PAGE = 250
/** 20,000 visits: a few seconds of the 30 s of CPU that a cron has. */
const PAGES_PER_RUN = 80

export const settleDecisions = defineJob('settle-decisions', 'ledger', (run) =>
  eachScope(run, async (run) => {
    const tally = { visited: 0, claims: 0, censored: 0, finished: 0, failed: 0 }
    const whole = await settleScope(run, tally)
    if (tally.claims > 0) await refreshSummary(run)
    return { counts: tally, more: !whole }
  })
)

type Tally = {
  visited: number
  claims: number
  censored: number
  finished: number
  /** Their market could not be read; they stay due. */
  failed: number
}

/** True when nothing more is due. */
function settleScope(run: ScopeRun, tally: Tally): Promise<boolean> {
  const { services, at, scope, onDemand: withSimulatedClock } = run
  let after: Place | undefined
  return eachPage(run, PAGES_PER_RUN, async () => {
    const page = await dueDecisions(services.db, scope, { at, withSimulatedClock, after }, PAGE)
    const last = page.at(-1)
    if (!last) return true
    await settlePage(run, page, tally)
    after = { dueAt: last.dueAt ?? 0, id: last.id }
    return page.length < PAGE
  })
}

async function settlePage(
  { services, at, scope }: ScopeRun,
  page: readonly IndexedDecision[],
  tally: Tally
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
      tally.failed += rows.length
      continue
    }
    for (const row of rows) {
      const { visit, part } = visitOf(row, snapshot, at)
      visits.push(visit)
      settled.push(part)
    }
  }
  if (!(await recordVisits(services.db, scope, utcDay(at), visits, cellsOf(settled)))) {
    throw new Error('Decisions were settled elsewhere meanwhile; run again')
  }
  tally.visited += visits.length
  for (const { verdicts, finished } of settled) {
    tally.claims += verdicts.length
    tally.censored += verdicts.filter(({ state }) => state === 'censored').length
    tally.finished += Number(finished !== undefined)
  }
}

function visitOf(
  row: IndexedDecision,
  snapshot: MarketSnapshot | undefined,
  at: number
): { readonly visit: Visit; readonly part: Settled } {
  const claimed = { at: row.at, departureDate: row.departureDate, claims: claimsOf(row) }
  const before = row.path === null ? [] : SeenDay.array().parse(JSON.parse(row.path))
  const path = extendPath(before, seenOf(claimed, snapshot), decisionDay(claimed))
  const verdicts = settleClaims(claimed, path, closingClaims(claimed, row.settledThrough, at))
  const earlier = row.verdicts === null ? [] : Verdict.array().parse(JSON.parse(row.verdicts))
  const all = [...earlier, ...verdicts]
  const dueAt = nextVisit(claimed, at) ?? null
  const isSettled = all.some(({ state }) => state === 'settled')
  const end = isSettled ? ('settled' as const) : ('censored' as const)
  const isOver = dueAt === null
  const daysOut = DAYS_OUT_GROUPS.find((group) => group === row.daysOut) ?? '120+'
  return {
    visit: {
      id: row.id,
      before: row.settledThrough,
      settledThrough: at,
      state: isOver ? end : 'open',
      dueAt,
      path: isOver ? null : JSON.stringify(path),
      verdicts: JSON.stringify(all),
      settledAt: isOver ? at : null,
    },
    part: {
      market: row.market,
      daysOut,
      verdicts,
      ...(isOver && { finished: { state: end, models: modelsIn(row.models) } }),
    },
  }
}

function claimsOf({ claims }: IndexedDecision): Claimed['claims'] {
  return Claims.parse(JSON.parse(claims))
}

/** Days of the departure in the claimed fare group; lowest fares of a narrower kind, where one was claimed. */
function seenOf(
  { claims: { fares }, departureDate }: Claimed,
  snapshot: MarketSnapshot | undefined
): readonly FareDay[] {
  const fareGroup = snapshot?.fareGroups.find(
    ({ cabin, roundTrip, currency }) =>
      cabin === fares?.cabin && roundTrip === fares.roundTrip && currency === fares.currency
  )
  const days = fareGroup?.departures[departureDate] ?? []
  if (!fareGroup || !fares?.kind) return days
  const own = exactGroup(fareGroup, fares.kind)?.departures[departureDate] ?? []
  const medians = new Map(days.map(({ day, medianMinor }) => [day, medianMinor]))
  return own.map((each) => ({
    ...each,
    medianMinor: medians.get(each.day) ?? each.lowestMinor,
  }))
}

async function refreshSummary({ services, scope, at }: ScopeRun): Promise<void> {
  const cells = await readCells(services.db, scope, {
    from: utcDay(at - SUMMARY_DAYS * DAY_MS),
    measures: ['advice', 'interval', 'forecast'],
  })
  await publishSummary(services, scope, summaryOf(cells, at))
}
