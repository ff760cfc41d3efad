/** From a question and what was read of its market to an insight, by way of the fare model. */
import type { FareModel } from '../../models/fare/fare-model'
import { featureRow } from '../features/all'
import { conversionNow, type Rates } from './answer-currency'
import { type PriceInsight, priceInsight } from './price-insight'
import { faresAsked, featureContext, type InsightQuestion } from './question'
import type { SnapshotReading } from './reading'

/**
 * A market never observed in this cabin and direction, in a currency that can be told, gets no prediction: the model's
 * interval holds only where it was trained, and a number from elsewhere would be made up.
 */
export async function answerPriceInsight(
  question: InsightQuestion,
  reading: SnapshotReading,
  fareModel: FareModel,
  now: number,
  rates: Rates = []
): Promise<PriceInsight> {
  const fares = faresAsked(question, reading, (from, to) => conversionNow(rates, now, from, to))
  if (!fares) return priceInsight(question, { reading, rates, now })

  const context = featureContext(question, fares.fareClass.currency, reading, now)
  const [prediction] = await fareModel.predict([featureRow(context)])
  // Read after predicting: the name tells what answered, not what was asked.
  return priceInsight(question, {
    ...fares,
    reading,
    rates,
    now,
    prediction,
    model: fareModel.name,
  })
}
