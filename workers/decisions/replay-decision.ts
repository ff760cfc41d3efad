/**
 * Recomputes a decision by its recorded model versions and inputs, and compares the result with
 * what was recorded, bit for bit: feature rows, tensors and answer. A difference means that the
 * code has changed since: the same inputs now give another row or answer.
 */

import { pricePredictionWire } from '../../pipelines/answers/price-insight/predicted-fare-wire'
import { priceInsightWire } from '../../pipelines/answers/price-insight/price-insight-wire'
import { boundedJson } from '../../pipelines/decisions/bounded-json'
import { boundedUses } from '../../pipelines/decisions/decision-event'
import { type Difference, differencesOf } from '../../pipelines/decisions/differences'
import type { Resource, SnapshotRef } from '../../pipelines/events/decision'
import type { DecisionEvent } from '../../pipelines/events/event'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import { ModelError } from '../inference/model-error'
import type { Services } from '../services'
import type { Recompute, ReplayReads } from './recompute'
import { replayFlightDates, replayPriceCalendar } from './replay-calendars'
import { replayFlightChoice } from './replay-flight-choice'
import { replayInsightAs } from './replay-price-insight'
import { replayPriceMetrics } from './replay-price-metrics'
import { replayQuoteCheck } from './replay-quote-check'
import { readKeptSnapshot } from './snapshot-store'

/** A resource that records decisions registers here how they are recomputed. */
const RECOMPUTE: Readonly<Partial<Record<Resource, Recompute>>> = {
  'price-insight': replayInsightAs(priceInsightWire),
  'price-prediction': replayInsightAs(pricePredictionWire),
  'price-calendar': replayPriceCalendar,
  'quote-check': replayQuoteCheck,
  'flight-dates': replayFlightDates,
  'itinerary-price-metrics': replayPriceMetrics,
  'flight-offer-prediction': replayFlightChoice,
}

export type Replayed = { readonly differences: readonly Difference[] }

/** Returns a text with the reason when the decision cannot be recomputed. */
export async function replayDecision(
  event: DecisionEvent,
  services: Services
): Promise<Replayed | string> {
  const { resource, answer, models } = event.decision
  const recompute = RECOMPUTE[resource]
  if (!recompute) return `Decisions of ${resource} are recorded and not replayed yet.`
  const reads = await readsOf(event, services.lake)
  if (typeof reads === 'string') return reads
  try {
    const again = await recompute(event, reads, services)
    if (typeof again === 'string') return again
    // Through JSON, as the recorded side went: undefined fields are omitted.
    const recomputed: unknown = JSON.parse(
      JSON.stringify({ answer: boundedJson(again.answer), models: boundedUses(again.models) })
    )
    return { differences: differencesOf({ answer, models }, recomputed) }
  } catch (error) {
    if (error instanceof ModelError) return `Its model cannot be opened: ${error.message}`
    throw error
  }
}

async function readsOf({ decision }: DecisionEvent, lake: R2Bucket): Promise<ReplayReads | string> {
  const { source, snapshot, furtherReads = [] } = decision
  const first = await readOf(snapshot, source === 'none' ? 'baseline' : source, lake)
  if (typeof first === 'string') return first
  const further = new Map<string, SnapshotRead>()
  for (const read of furtherReads) {
    const found = await readOf(read.snapshot, read.source, lake)
    if (typeof found === 'string') return found
    further.set(read.market, found)
  }
  return { first, further }
}

async function readOf(
  ref: SnapshotRef | undefined,
  source: SnapshotRead['source'],
  lake: R2Bucket
): Promise<SnapshotRead | string> {
  if (!ref) return { snapshot: undefined, source }
  if (ref.key === null) return 'The snapshot it was computed from could not be stored.'
  const snapshot = await readKeptSnapshot(lake, ref.key, ref.at)
  return snapshot ? { snapshot, source } : 'The snapshot it was computed from has expired.'
}
