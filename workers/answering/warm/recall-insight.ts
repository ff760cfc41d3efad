/** Finds the text of an insight whose inputs are still those of an answer given now. */
import type { OpenValues } from '../../../pipelines/answers/price-insight/insight-text'
import { judgeGiven } from '../../../pipelines/answers/price-insight/judge-price'
import type { Scope } from '../../../pipelines/events/scope'
import type { MarketSnapshot } from '../../../pipelines/market/snapshot'
import { isSameInput } from '../../isolate/insight-marks'
import { type InsightText, textKey } from '../../isolate/insight-texts'
import type { Services } from '../../services'
import { isFresh } from '../read-snapshot'
import type { InsightAddress } from './insight-address'
import { inputMarks } from './insight-inputs'

export type RecalledInsight = {
  readonly kept: InsightText
  /** Values that the kept text and the clock determine. */
  readonly values: Pick<OpenValues, 'level' | 'now' | 'self' | 'snapshotAgeMs' | 'source'>
}

/** From memory alone; undefined where the answer must be computed. */
export function recallInsight(
  { question, self, price }: InsightAddress,
  scope: Scope,
  services: Services
): RecalledInsight | undefined {
  const { now, isolate, pool } = services
  // Kept before the account joined: it knows their own market only.
  if (pool) return undefined
  const key = textKey(scope, question)
  const kept = isolate.insightTexts.get(key)
  if (!kept || now < kept.from || now >= kept.until) return undefined
  const snapshot = freshSnapshot(kept.objectName, services)
  if (!snapshot) return undefined
  if (!isSameInput(kept.marks, inputMarks(snapshot, kept.converts, scope, services))) {
    isolate.insightTexts.delete(key)
    return undefined
  }
  const level = kept.scale && price !== undefined ? levelOf(price, kept) : undefined
  if (kept.scale && !level) return undefined
  const snapshotAgeMs = Math.max(0, now - snapshot.at)
  return { kept, values: { level, now, self, snapshotAgeMs, source: 'memory' } }
}

function freshSnapshot(
  objectName: string,
  { isolate, now, wallNow, snapshotFreshMs }: Services
): MarketSnapshot | undefined {
  const cached = isolate.snapshots.memory.get(objectName)
  const clock = { now, wallNow: wallNow(), freshMs: snapshotFreshMs }
  return cached && isFresh(cached, clock) ? cached.snapshot : undefined
}

function levelOf(price: number, { scale, currency }: InsightText): OpenValues['level'] {
  if (!scale) return undefined
  const { priceLevel: level, percentileOfPrice: percentile } = judgeGiven(price, scale, currency)
  return level && percentile !== undefined ? { level, percentile } : undefined
}
