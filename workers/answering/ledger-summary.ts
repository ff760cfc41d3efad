/**
 * The ledger's record of similar answers, from this isolate's memory: an answer never waits for it.
 * Where memory is empty or old the summary is read from KV behind the answer, for the next.
 */

import {
  beatsRuleIn,
  type Calibration,
  calibrationIn,
  coverageIn,
  type LedgerSummary,
  type ObservedCoverage,
  LedgerSummary as Summary,
} from '../../pipelines/answers/evidence/track-record'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { CachedSummary } from '../isolate/isolate'
import type { Services } from '../services'

/** The ledger changes once an hour. */
const FRESH_MS = 300_000
/** A read cancelled with its request never ends; after this another one may start. */
const READ_LOST_MS = 5_000

type Parts = Pick<Services, 'snapshots' | 'isolate' | 'defer' | 'wallNow' | 'log'>

function summaryCacheOf({ isolate }: Pick<Services, 'isolate'>, scope: Scope): CachedSummary {
  const key = scopeKey(scope)
  const found = isolate.summaries.get(key)
  if (found) return found
  const fresh = { summary: undefined, askAgainAt: 0 }
  isolate.summaries.set(key, fresh)
  return fresh
}

/** null where too few claims of the bin are settled, or nothing has been read yet. */
export function calibrationFor(
  services: Parts,
  scope: Scope,
  market: string,
  confidence: number
): Calibration | null {
  const summary = ledgerSummary(services, scope)
  return (summary && calibrationIn(summary, market, confidence)) ?? null
}

/** Coverage of forecasts so many days ahead, else of the predicted fare's interval. */
export function observedCoverageFor(
  services: Parts,
  scope: Scope,
  market: string,
  horizonDays?: number
): ObservedCoverage | null {
  const summary = ledgerSummary(services, scope)
  return (summary && coverageIn(summary, market, horizonDays)) ?? null
}

/** Whether predicted fares beat the plain rule; null where too little was settled. */
export function beatsRuleFor(services: Parts, scope: Scope, market: string): boolean | null {
  const summary = ledgerSummary(services, scope)
  return (summary && beatsRuleIn(summary, market)) ?? null
}

/** The summary in memory; where that is old it is read behind the answer. */
export function ledgerSummary(services: Parts, scope: Scope): LedgerSummary | undefined {
  const { snapshots, defer, wallNow, log } = services
  const mine = summaryCacheOf(services, scope)
  if (wallNow() >= mine.askAgainAt) {
    mine.askAgainAt = wallNow() + READ_LOST_MS
    defer(
      snapshots.get(summaryKey(scope), 'json').then(
        (found) => {
          if (found !== null) mine.summary = Summary.parse(found)
          mine.askAgainAt = wallNow() + FRESH_MS
        },
        (error: unknown) => log.error('ledger summary not read', { error })
      )
    )
  }
  return mine.summary
}

export function summaryKey(scope: Scope): string {
  return `ledger:${scopeKey(scope)}`
}

/** Called after a settlement, so that this isolate has its own results at once. */
export async function publishSummary(
  services: Pick<Services, 'snapshots' | 'isolate' | 'wallNow'>,
  scope: Scope,
  summary: LedgerSummary
): Promise<void> {
  const { snapshots, wallNow } = services
  await snapshots.put(summaryKey(scope), JSON.stringify(summary))
  const mine = summaryCacheOf(services, scope)
  mine.summary = summary
  mine.askAgainAt = wallNow() + FRESH_MS
}
