/**
 * Inputs of many questions: each market's snapshot read once, rates where currencies may differ.
 */

import type { Market } from '../../models/airline/market'
import type { InsightQuestion } from '../../pipelines/answers/evidence/question'
import type { InsightRequest } from '../../pipelines/answers/price-insight/answer-price-insight'
import type { Scope } from '../../pipelines/events/scope'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import type { Services } from '../services'
import { readNearby } from './nearby-markets'
import { ratesFor } from './rates-for'
import { readMarketSnapshot } from './snapshots'
import { trackRecord } from './track-record-of'

export async function readMarkets(
  questions: readonly InsightQuestion[],
  scope: Scope,
  services: Services
): Promise<readonly InsightRequest[]> {
  const snapshotOf = eachSnapshotOnce(scope, services)
  return Promise.all(
    questions.map(async (question) => {
      const snapshotRead = await snapshotOf(question.market)
      const rates = await ratesFor(question, snapshotRead, scope, services)
      const nearby = await readNearby(
        { question, snapshotRead, rates },
        scope,
        services,
        snapshotOf
      )
      const record = trackRecord(question.market, scope, services)
      return { question, snapshotRead, rates, nearby, record }
    })
  )
}

/** A repeated market shares the read in progress. */
export function eachSnapshotOnce(
  scope: Scope,
  services: Services
): (market: Market) => Promise<SnapshotRead> {
  const snapshotReads = new Map<Market, Promise<SnapshotRead>>()
  return (market) => {
    const snapshotRead = snapshotReads.get(market) ?? readMarketSnapshot(market, scope, services)
    snapshotReads.set(market, snapshotRead)
    return snapshotRead
  }
}
