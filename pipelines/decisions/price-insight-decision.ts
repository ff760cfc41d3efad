/** What a price insight claimed, and what the fare model was given for it. */
import type { FareModel } from '../../models/fare/fare-model'
import type { FeatureRow } from '../../models/features'
import { conversionNow, type Rates } from '../answers/answer-currency'
import type { PriceInsight } from '../answers/price-insight'
import { faresAsked, featureContext, type InsightQuestion } from '../answers/question'
import type { SnapshotReading } from '../answers/reading'
import { featureRow } from '../features/all'
import type { Claims } from './claims'
import type { ModelUse } from './decision'

export type InsightMade = {
  readonly question: InsightQuestion
  readonly reading: SnapshotReading
  readonly rates: Rates
  readonly now: number
}

/** The outer two of `FARE_QUANTILES` make the interval. */
const INTERVAL_LEVEL = 0.8

export function claimsOfInsight(made: InsightMade, insight: PriceInsight): Claims {
  const fares = faresOf(made)
  if (!fares) return {}
  const { cabin, roundTrip, currency } = fares.fareClass
  return {
    fares: { cabin, roundTrip, currency },
    conversion: fares.conversion,
    lowestMinor: insight.lowestPrice?.amountMinor,
    // With a price of the caller's own, the level judges that price and no fare.
    priceLevel: made.question.price === undefined ? insight.priceLevel : undefined,
    interval: intervalOf(made.question, insight),
  }
}

/** A narrowed itinerary has fares of its own, which nobody observes apart. */
function intervalOf(
  { itinerary }: InsightQuestion,
  { predictedFare, evidence }: PriceInsight
): Claims['interval'] {
  const narrowed = Object.values(itinerary ?? {}).some((value) => value !== undefined)
  const [low, , mid, , high] = predictedFare?.quantilesMinor ?? []
  if (narrowed || low === undefined || mid === undefined || high === undefined) return undefined
  return {
    model: evidence.model ?? '',
    level: INTERVAL_LEVEL,
    lowMinor: low,
    midMinor: mid,
    highMinor: high,
  }
}

/** Empty when nothing was asked of a model. */
export function modelsOfInsight(
  made: InsightMade,
  { evidence: { model } }: PriceInsight,
  fareModel: FareModel
): Record<string, ModelUse> {
  if (model === undefined) return {}
  const row = fareRowOf(made)
  if (!row) return {}
  // Another version may have become champion since the answer.
  const inputs = fareModel.name === model ? fareModel.inputs?.(row) : undefined
  return {
    fare: {
      name: model,
      rows: [known(row)],
      ...(inputs && { inputs: [inputs.map(({ value = null }) => value)] }),
    },
  }
}

/** The row as the fare model was given it; features follow from the snapshot and the clock alone. */
export function fareRowOf(made: InsightMade): FeatureRow | undefined {
  const fares = faresOf(made)
  if (!fares) return undefined
  const { question, reading, now } = made
  return featureRow(featureContext(question, fares.fareClass.currency, reading, now))
}

function faresOf({ question, reading, rates, now }: InsightMade) {
  return faresAsked(question, reading, (from, to) => conversionNow(rates, now, from, to))
}

function known({ currency, values }: FeatureRow) {
  const told: Record<string, number | string> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) told[name] = value
  return { currency, values: told }
}
