/** Keeps the text of an insight that was just computed, for the next answers to the same question. */
import { utcDay } from '../../../models/airline/calendar'
import { mayConvert } from '../../../pipelines/answers/evidence/answer-currency'
import { marketsOfCities } from '../../../pipelines/answers/evidence/city-airports'
import type { AnsweredInsight } from '../../../pipelines/answers/price-insight/answer-price-insight'
import { type InsightBody, openText } from '../../../pipelines/answers/price-insight/insight-text'
import type { Scope } from '../../../pipelines/events/scope'
import { cacheTag, inputsTag } from '../../http/http-cache'
import { bytesOf, textKey } from '../../isolate/insight-texts'
import type { Services } from '../../services'
import { marketObjectName } from '../../storage/market-name'
import { isSlowMarket } from '../snapshots'
import { insightAddress } from './insight-address'
import { inputMarks, termEnd } from './insight-inputs'

export type ComputedInsight = {
  readonly url: string
  readonly answered: AnsweredInsight
  readonly body: InsightBody
  /** Names of the models in the answer's entity tag. */
  readonly models: readonly string[]
}

/** Levels of the market's own fares. Others rest on further markets or on open data, which are not compared here. */
const OWN_LEVELS: ReadonlySet<string> = new Set([
  'market_departure',
  'market_departure_near',
  'market',
])

export function keepInsight(
  { url, answered, body, models }: ComputedInsight,
  scope: Scope,
  services: Services
): void {
  const { insight, request } = answered
  const { question, snapshotRead, rates } = request
  const { snapshot } = snapshotRead
  const { market } = question
  const { now, pool } = services
  // A pool's market is joined from the snapshots of all members, and a text rests on one.
  if (pool) return
  const address = insightAddress(url)
  // The address must be the question itself: an alias or an escape of the query is not spliced.
  if (address?.self !== body.links.self || address.price !== question.price) return
  if (!snapshot || rates === 'not-read' || isSlowMarket(market, scope, services)) return
  const until =
    readsOneMarket(answered, now) && termEnd(now, insight.evidence.lastObservedAt ?? now)
  if (!until) return

  const converts = mayConvert(question, snapshotRead)
  const marks = inputMarks(snapshot, converts, scope, services)
  if (marks.fareModel !== models[0] || marks.outlookModel !== models[1]) return
  const scale = question.price === undefined ? undefined : insight.scale
  const kept = {
    market,
    objectName: marketObjectName(market, scope),
    text: openText(body, scale !== undefined),
    marks,
    converts,
    from: now,
    until,
    inputsTag: inputsTag({ snapshotReads: [snapshotRead], rates, models }, now),
    cacheTag: cacheTag([market], scope, undefined),
    scale,
    currency: insight.currency ?? '',
  }
  const key = textKey(scope, address.question)
  services.isolate.insightTexts.set(key, kept, bytesOf(key, kept))
}

/** A round trip and a city read further markets, and a copy from KV is not the snapshot in memory. */
function readsOneMarket({ insight, request }: AnsweredInsight, now: number): boolean {
  const { question, snapshotRead, back, nearby = [] } = request
  const { source } = snapshotRead
  return (
    (source === 'memory' || source === 'object') &&
    back === undefined &&
    nearby.length === 0 &&
    OWN_LEVELS.has(insight.evidence.level) &&
    marketsOfCities(question.market, utcDay(now)).length === 1
  )
}
