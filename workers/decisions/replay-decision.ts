/**
 * A decision recomputed by the model versions and the inputs it was made of, and compared bit for bit:
 * features, tensors and answer. A difference says that code moved since: the same inputs now mean
 * something else.
 */

import { pricePredictionWire } from '../../pipelines/answers/price-insight/predicted-fare-wire'
import { priceInsightWire } from '../../pipelines/answers/price-insight/price-insight-wire'
import { type Difference, differencesOf } from '../../pipelines/decisions/differences'
import type { ModelUse, Resource } from '../../pipelines/events/decision'
import type { DecisionEvent } from '../../pipelines/events/event'
import { ModelError } from '../inference/model-error'
import type { Services } from '../services'
import type { Recompute } from './recompute'
import { replayPriceCalendar } from './replay-price-calendar'
import { replayInsightAs } from './replay-price-insight'
import { replayQuoteCheck } from './replay-quote-check'
import { readKeptSnapshot } from './snapshot-store'

/** A resource that records decisions says here how they are made again. */
const RECOMPUTE: Readonly<Partial<Record<Resource, Recompute>>> = {
  'price-insight': replayInsightAs(priceInsightWire),
  'price-prediction': replayInsightAs(pricePredictionWire),
  'price-calendar': replayPriceCalendar,
  'quote-check': replayQuoteCheck,
}

export type Replayed = { readonly differences: readonly Difference[] }

/** A text says why it cannot be replayed. */
export async function replayDecision(
  event: DecisionEvent,
  services: Services
): Promise<Replayed | string> {
  const { resource, snapshot, source, answer, models } = event.decision
  const recompute = RECOMPUTE[resource]
  if (!recompute) return `Decisions of ${resource} are recorded and not replayed yet.`
  if (snapshot?.key === null) return 'The snapshot it was made on could not be stored.'

  const kept = snapshot?.key && (await readKeptSnapshot(services.lake, snapshot.key, snapshot.at))
  if (snapshot && !kept) return 'The snapshot it was made on has expired.'
  try {
    const reading = { snapshot: kept || undefined, source }
    const again = await recompute(event, reading, services)
    if (typeof again === 'string') return again
    const recomputed: unknown = JSON.parse(
      JSON.stringify({ answer: again.answer, models: asDetailedAs(models, again.models) })
    )
    return { differences: differencesOf({ answer, models }, recomputed) }
  } catch (error) {
    if (error instanceof ModelError) return `Its model cannot be opened: ${error.message}`
    throw error
  }
}

/** Tensors are left out where the model had changed before the decision was told. */
function asDetailedAs(
  stored: Readonly<Record<string, ModelUse>>,
  again: Readonly<Record<string, ModelUse>>
): Record<string, ModelUse> {
  return Object.fromEntries(
    Object.entries(again).map(([task, { inputs, ...use }]) => [
      task,
      stored[task]?.inputs && inputs ? { ...use, inputs } : use,
    ])
  )
}
