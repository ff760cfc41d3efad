/** From a question and what was read of its market to an insight, by way of the fare model. */
import type { FareModel } from '../../models/fare/fare-model'
import { featureRow } from '../features/all'
import type { FeatureContext } from '../features/feature'
import { findFareClass } from './fare-class'
import { type InsightQuestion, type PriceInsight, priceInsight } from './price-insight'
import type { SnapshotReading } from './reading'

/**
 * A market never observed in this cabin, direction and currency gets no prediction: the model's
 * interval holds only where it was trained, and a number from elsewhere would be made up.
 */
export async function answerPriceInsight(
  question: InsightQuestion,
  reading: SnapshotReading,
  fareModel: FareModel,
  now: number
): Promise<PriceInsight> {
  const fareClass = findFareClass(reading.snapshot, {
    ...question,
    roundTrip: question.returnDate !== undefined,
  })
  if (!fareClass) {
    return priceInsight(question, {
      reading,
      fareClass,
      now,
      prediction: undefined,
      model: undefined,
    })
  }
  const context = featureContext(question, fareClass.currency, reading, now)
  const [prediction] = await fareModel.predict([featureRow(context)])
  return priceInsight(question, { reading, fareClass, now, prediction, model: fareModel.name })
}

export function featureContext(
  question: InsightQuestion,
  currency: string,
  { snapshot }: SnapshotReading,
  now: number
): FeatureContext {
  return {
    now,
    trip: { ...question, currency },
    itinerary: { stops: question.stops },
    shopper: {},
    snapshot,
  }
}
