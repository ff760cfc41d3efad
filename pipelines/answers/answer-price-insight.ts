/** From a question and what was read of its market to an insight, by way of the fare model. */
import type { FareModel } from '../../models/fare/fare-model'
import { featureRow } from '../features/all'
import { type PriceInsight, priceInsight } from './price-insight'
import { fareClassAsked, featureContext, type InsightQuestion } from './question'
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
  const fareClass = fareClassAsked(question, reading)
  if (!fareClass) return priceInsight(question, { reading, now })

  const context = featureContext(question, fareClass.currency, reading, now)
  const [prediction] = await fareModel.predict([featureRow(context)])
  // Read after predicting: the name tells what answered, not what was asked.
  return priceInsight(question, { reading, now, fareClass, prediction, model: fareModel.name })
}
