/**
 * Inputs of questions: each market's snapshot read once, that of the way back for a round trip, and rates
 * where currencies may differ.
 */

import { type Market, opposite } from '../../models/airline/market'
import type { InsightQuestion } from '../../pipelines/answers/evidence/question'
import type { InsightRequest } from '../../pipelines/answers/price-insight/answer-price-insight'
import type { Scope } from '../../pipelines/events/scope'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import type { Services } from '../services'
import { readQuestionMarket } from './city-markets'
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
  return Promise.all(questions.map((each) => readInsight(each, scope, services, snapshotOf)))
}

/** Runs a part of the reading, to time it. */
type Measure = <T>(part: 'features' | 'nearby', read: () => Promise<T>) => Promise<T>

export async function readInsight(
  question: InsightQuestion,
  scope: Scope,
  services: Services,
  snapshotOf = eachSnapshotOnce(scope, services),
  measure: Measure = (_, read) => read()
): Promise<InsightRequest> {
  const { market, returnDate } = question
  const read = (each: Market) => readQuestionMarket(each, scope, services, snapshotOf)
  const [snapshotRead, back] = await measure('features', () =>
    Promise.all([read(market), returnDate === undefined ? undefined : read(opposite(market))])
  )
  const rates = await ratesFor(question, snapshotRead, scope, services, back)
  const nearby = await measure('nearby', () =>
    readNearby({ question, snapshotRead, rates }, scope, services, snapshotOf)
  )
  const record = trackRecord(question, scope, services)
  return { question, snapshotRead, back, rates, nearby, record }
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
