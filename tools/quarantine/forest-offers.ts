/**
 * The Isolation Forest at the event: how isolated the day of an airline is when one of its offers arrives.
 * An evaluation of what it would add to the gate of offers.
 */

import { isolationStrength } from '../../models/anomaly/decode-anomaly'
import type { FeatureRow } from '../../models/runtime/features'
import type { SearchEvent } from '../../pipelines/events/event'
import type { Finding } from '../../pipelines/watch/incidents'
import { watchOnline } from '../../pipelines/watch/watch-online'
import type { openAnomaly } from '../training/anomaly/anomaly-rows'

/** The offers of one airline in one search. */
export type ForestOffers = {
  readonly scope: string
  readonly airline: string
  readonly at: number
  readonly offers: number
  /** 0 for the median training row, 1 for one that the forest alone would call a finding. */
  readonly strength: number
}

const ROWS_AT_ONCE = 4_096

/** Takes events in event-time order. */
export async function forestOffers(
  events: readonly SearchEvent[],
  scopeOf: (event: SearchEvent) => string,
  { model, scale }: ReturnType<typeof openAnomaly>
): Promise<ForestOffers[]> {
  const counts = new Map<string, number>()
  for (const event of events) {
    for (const { airline } of event.offers) {
      const key = offersKey(scopeOf(event), airline, event.at)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const judged: ForestOffers[] = []
  let waiting: (Omit<ForestOffers, 'strength'> & { readonly row: FeatureRow })[] = []
  const judge = async () => {
    const verdicts = await model.predict(waiting.map(({ row }) => row))
    for (const [index, { row: _, ...offers }] of waiting.entries()) {
      const isolation = verdicts[index]?.isolation
      if (isolation === undefined) continue
      judged.push({ ...offers, strength: isolationStrength(isolation, scale) })
    }
    waiting = []
  }
  for (const { scope, airline, at, row } of watchOnline(events, scopeOf)) {
    const offers = counts.get(offersKey(scope, airline, at))
    if (offers === undefined) continue
    waiting.push({ scope, airline, at, offers, row })
    if (waiting.length >= ROWS_AT_ONCE) await judge()
  }
  await judge()
  return judged
}

/** The least strength at which no more offers than these would be kept in quarantine. */
export function strengthFor(judged: readonly ForestOffers[], mostOffers: number): number {
  let kept = 0
  let least = Number.POSITIVE_INFINITY
  for (const { strength, offers } of judged.toSorted((a, b) => b.strength - a.strength)) {
    kept += offers
    if (kept > mostOffers) return least
    least = strength
  }
  return least
}

/** The forest names no sign. */
export function forestFindings(judged: readonly ForestOffers[], least: number): Finding[] {
  return judged
    .filter(({ strength }) => strength >= least)
    .map(({ scope, airline, at, strength }) => {
      return { scope, airline, at, sign: 'level_shift', score: strength }
    })
}

function offersKey(scope: string, airline: string, at: number): string {
  return `${scope}/${airline}/${at}`
}
