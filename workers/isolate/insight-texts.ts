/** Texts of insights in the memory of an isolate, by scope and question, the most recently used. */
import type { Market } from '../../models/airline/market'
import { createRecentMap, type RecentMap } from '../../models/runtime/recent-map'
import type { OpenText } from '../../pipelines/answers/price-insight/insight-text'
import type { PriceScale } from '../../pipelines/answers/price-insight/judge-price'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { InsightInputMarks } from './insight-marks'

export type InsightText = {
  readonly market: Market
  /** Name of the market's object, by which its snapshot is kept. */
  readonly objectName: string
  readonly text: OpenText
  readonly marks: InsightInputMarks
  readonly converts: boolean
  /** The answer's clock must be in this term, epoch ms; the end is not part of it. */
  readonly from: number
  readonly until: number
  /** See inputsTag. */
  readonly inputsTag: string
  readonly cacheTag: string
  /** Judges the price in the question; undefined without a price, and where it has no level. */
  readonly scale: PriceScale | undefined
  readonly currency: string
}

export type InsightTexts = RecentMap<string, InsightText>

/** About 1,500 questions, of an isolate's 128 MB. */
const MOST_BYTES = 12_000_000
/** An entry beside its text, the grid of fares among them. */
const ENTRY_BYTES = 1_200

export function textKey(scope: Scope, question: string): string {
  return `${scopeKey(scope)} ${question}`
}

export function createInsightTexts(mostBytes = MOST_BYTES): InsightTexts {
  return createRecentMap(mostBytes)
}

export function bytesOf(key: string, { text }: Pick<InsightText, 'text'>): number {
  // V8 takes two bytes a character where one of them is not Latin.
  return 2 * (key.length + text.length) + ENTRY_BYTES
}
