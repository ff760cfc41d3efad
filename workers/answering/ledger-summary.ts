/** The ledger's record of similar answers, from this isolate's memory: see cached-value.ts. */

import {
  type Calibration,
  calibrationIn,
  type LedgerSummary,
  NO_RECORD,
  predictedRecordIn,
  LedgerSummary as Summary,
  type TrackRecord,
} from '../../pipelines/answers/evidence/track-record'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { Services } from '../services'
import { cachedValue, publishValue } from './cached-value'

type Parts = Pick<Services, 'snapshots' | 'isolate' | 'defer' | 'wallNow' | 'log'>

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

/** Fields are null where too little was settled, or nothing has been read yet. */
export function predictedRecordFor(
  services: Parts,
  scope: Scope,
  market: string,
  bin: number
): Pick<TrackRecord, 'coverage' | 'ruleCoverage' | 'beatsRule'> {
  const summary = ledgerSummary(services, scope)
  return summary ? predictedRecordIn(summary, market, bin) : NO_RECORD
}

/** The summary in memory; where that is old it is read behind the answer. */
export function ledgerSummary(services: Parts, scope: Scope): LedgerSummary | undefined {
  return cachedValue(services, services.isolate.summaries, summaryKey(scope), Summary)
}

export function summaryKey(scope: Scope): string {
  return `ledger:${scopeKey(scope)}`
}

/** Called after a settlement, so that this isolate has its own results at once. */
export function publishSummary(
  services: Pick<Services, 'snapshots' | 'isolate' | 'wallNow'>,
  scope: Scope,
  summary: LedgerSummary
): Promise<void> {
  return publishValue(services, services.isolate.summaries, summaryKey(scope), summary)
}
