/** What a price insight claimed, and what the fare model was given for it. */
import { z } from 'zod'
import type { ModelInput } from '../../models/runtime/encode'
import type { FeatureRow } from '../../models/runtime/features'
import { conversionNow, type Rates } from '../answers/evidence/answer-currency'
import { faresInQuestion, featureContext, type InsightQuestion } from '../answers/evidence/question'
import { Calibration, ObservedCoverage } from '../answers/evidence/track-record'
import { type InsightModels, outlookQuestion } from '../answers/price-insight/answer-price-insight'
import type { PriceInsight } from '../answers/price-insight/price-insight'
import type { Claims } from '../events/claims'
import type { ModelUse } from '../events/decision'
import { featureRow } from '../features/fare/fare-features'
import type { SnapshotRead } from '../market/snapshot-read'

export type InsightMade = {
  readonly question: InsightQuestion
  readonly reading: SnapshotRead
  readonly rates: Rates
  readonly now: number
}

/** The outer two of `FARE_QUANTILES` make the interval. */
const INTERVAL_LEVEL = 0.8

export function claimsOfInsight(made: InsightMade, insight: PriceInsight): Claims {
  const fares = faresOf(made)
  if (!fares) return {}
  const { cabin, roundTrip, currency } = fares.fareGroup
  return {
    fares: { cabin, roundTrip, currency },
    conversion: fares.conversion,
    lowestMinor: insight.lowestPrice?.amountMinor,
    // With a price of the caller's own, the level judges that price and no fare.
    priceLevel: made.question.price === undefined ? insight.priceLevel : undefined,
    interval: intervalOf(made.question, insight),
    ...aheadClaims(insight),
  }
}

function aheadClaims({ ahead, evidence }: PriceInsight): Pick<Claims, 'forecast' | 'advice'> {
  if (!ahead) return {}
  const model = evidence.outlookModel ?? ''
  const { advice, forecast } = ahead
  return {
    forecast: {
      model,
      level: INTERVAL_LEVEL,
      days: forecast.flatMap(({ daysAhead, quantilesMinor: [low, , , , high], fareMinor }) =>
        low === undefined || high === undefined
          ? []
          : [{ horizonDays: daysAhead, lowMinor: low, midMinor: fareMinor, highMinor: high }]
      ),
    },
    advice: advice && {
      model,
      action: advice.action,
      deadline: advice.deadline,
      minSavingMinor: advice.minSavingMinor,
      dropProbability: advice.pDropGeMinSaving,
      confidence: advice.confidence,
      expectedSavingMinor: advice.expectedSavingMinor,
      expectedRegretMinor: advice.expectedRegretIfWrongMinor,
    },
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

/** What the answer told of its like, for a replay to tell it again. */
export const InsightContext = z.object({
  calibration: Calibration.nullable(),
  coverage: ObservedCoverage.nullable(),
})
export type InsightContext = z.infer<typeof InsightContext>

export function contextOf({ ahead, coverage }: PriceInsight): InsightContext {
  return { calibration: ahead?.advice?.calibration ?? null, coverage: coverage ?? null }
}

/** Empty when neither a model nor a prior answered. */
export function modelsOfInsight(
  made: InsightMade,
  { evidence }: PriceInsight,
  { fare, outlook }: InsightModels
): Record<string, ModelUse> {
  const fares = faresOf(made)
  const prior = evidence.priorModel
  const priorUse = prior === undefined ? {} : { prior: { name: prior } }
  if (!fares || evidence.model === undefined) return priorUse
  const { question, reading, now } = made
  const row = featureRow(featureContext(question, fares.fareGroup.currency, reading, now))
  const ahead = outlookQuestion(question, fares, reading, now)
  return {
    ...priorUse,
    fare: useOf(fare.name, evidence.model, row, fare.inputs?.(row)),
    ...(ahead &&
      evidence.outlookModel !== undefined && {
        outlook: useOf(outlook.name, evidence.outlookModel, ahead.row, outlook.inputs?.(ahead)),
      }),
  }
}

/** Another version may have become champion since the answer: then its tensor is not told. */
function useOf(
  current: string,
  name: string,
  row: FeatureRow,
  given: readonly ModelInput[] | undefined
): ModelUse {
  const inputs = current === name ? given : undefined
  return {
    name,
    rows: [known(row)],
    ...(inputs && { inputs: [inputs.map(({ value = null }) => value)] }),
  }
}

function faresOf({ question, reading, rates, now }: InsightMade) {
  return faresInQuestion(question, reading, (from, to) => conversionNow(rates, now, from, to))
}

function known({ currency, values }: FeatureRow) {
  const told: Record<string, number | string> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) told[name] = value
  return { currency, values: told }
}
