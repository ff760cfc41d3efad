/** The claims of a price insight, and the fare model's inputs for it. */
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

export type InsightInputs = {
  readonly question: InsightQuestion
  readonly reading: SnapshotRead
  readonly rates: Rates
  readonly now: number
}

/** Nominal level of the interval between the outer two of `FARE_QUANTILES`. */
const INTERVAL_LEVEL = 0.8

export function claimsOfInsight(inputs: InsightInputs, insight: PriceInsight): Claims {
  const fares = faresOf(inputs)
  if (!fares) return {}
  const { cabin, roundTrip, currency } = fares.fareGroup
  return {
    fares: { cabin, roundTrip, currency },
    conversion: fares.conversion,
    lowestMinor: insight.lowestPrice?.amountMinor,
    // With a price in the request, the level judges that price instead of the lowest fare.
    priceLevel: inputs.question.price === undefined ? insight.priceLevel : undefined,
    interval: intervalOf(inputs.question, insight),
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

/** A narrowed itinerary has fares of its own, which are not observed separately. */
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

/** The calibration that the answer reported, stored so that recomputing reports it again. */
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
  inputs: InsightInputs,
  { evidence }: PriceInsight,
  { fare, outlook }: InsightModels
): Record<string, ModelUse> {
  const fares = faresOf(inputs)
  const prior = evidence.priorModel
  const priorUse = prior === undefined ? {} : { prior: { name: prior } }
  if (!fares || evidence.model === undefined) return priorUse
  const { question, reading, now } = inputs
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

/** Omits the tensor when another version has become champion since the answer. */
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

function faresOf({ question, reading, rates, now }: InsightInputs) {
  return faresInQuestion(question, reading, (from, to) => conversionNow(rates, now, from, to))
}

function known({ currency, values }: FeatureRow) {
  const known: Record<string, number | string> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) known[name] = value
  return { currency, values: known }
}
