/** From questions and what was read of their markets to insights, by one pass through each model. */
import type { FareModel } from '../../models/fare/fare-model'
import { featureRow } from '../features/all'
import { conversionNow, type Rates } from './answer-currency'
import { type PriceInsight, priceInsight } from './price-insight'
import { faresAsked, featureContext, type InsightQuestion } from './question'
import type { SnapshotReading } from './reading'

export type InsightAsked = {
  readonly question: InsightQuestion
  readonly reading: SnapshotReading
  readonly rates: Rates
}

/**
 * A market never observed in this cabin and direction, in a currency that can be told, gets no prediction: the model's
 * interval holds only where it was trained, and a number from elsewhere would be made up.
 */
export async function answerPriceInsights(
  asked: readonly InsightAsked[],
  fareModel: FareModel,
  now: number
): Promise<readonly PriceInsight[]> {
  const known = asked.map((each) => ({ ...each, fares: faresOf(each, now) }))
  const told = known.flatMap(({ question, reading, fares }) =>
    fares ? featureRow(featureContext(question, fares.fareClass.currency, reading, now)) : []
  )
  const predictions = told.length > 0 ? await fareModel.predict(told) : []
  let row = 0
  return known.map(({ question, reading, rates, fares }) => {
    if (!fares) return priceInsight(question, { reading, rates, now })
    const prediction = predictions[row++]
    // Read after predicting: the name tells what answered, not what was asked.
    const { name: model } = fareModel
    return priceInsight(question, { ...fares, reading, rates, now, prediction, model })
  })
}

export async function answerPriceInsight(
  asked: InsightAsked,
  fareModel: FareModel,
  now: number
): Promise<PriceInsight> {
  const [insight] = await answerPriceInsights([asked], fareModel, now)
  // One question, one answer; this can only be reached by a bug.
  if (!insight) throw new RangeError('a question was lost')
  return insight
}

function faresOf({ question, reading, rates }: InsightAsked, now: number) {
  return faresAsked(question, reading, (from, to) => conversionNow(rates, now, from, to))
}
