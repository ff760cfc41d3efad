/** The record of a price insight: its claims, and the inputs that its answer was computed from. */
import { z } from 'zod'
import type { InsightQuestion } from '../answers/evidence/question'
import { Calibration, ObservedCoverage } from '../answers/evidence/track-record'
import type { AnsweredInsight } from '../answers/price-insight/answer-price-insight'
import type { PriceInsight } from '../answers/price-insight/price-insight'
import type { Claims } from '../events/claims'
import type { ModelUse } from '../events/decision'
import type { AnswerRecord } from './answer-record'
import { modelUses } from './model-use'

/** Nominal level of the interval between the outer two of `FARE_QUANTILES`. */
const INTERVAL_LEVEL = 0.8

/** `answer` is the insight, or its prediction, as the caller gets it. */
export function insightRecord(
  answered: AnsweredInsight,
  resource: 'price-insight' | 'price-prediction',
  answer: unknown
): AnswerRecord {
  const { request, insight } = answered
  const { question, reading, rates } = request
  return {
    resource,
    trip: { ...question, currency: insight.currency ?? '' },
    question,
    reads: [{ market: question.market, ...reading }],
    rates,
    describe: () => ({
      answer,
      claims: claimsOfInsight(answered),
      models: modelsOfInsight(answered),
      context: contextOf(insight),
    }),
  }
}

/** Empty when neither a model nor a prior answered. */
export function modelsOfInsight({ insight, models }: AnsweredInsight): Record<string, ModelUse> {
  const { priorModel } = insight.evidence
  return { ...(priorModel !== undefined && { prior: { name: priorModel } }), ...modelUses(models) }
}

export function claimsOfInsight({ request, insight, fares }: AnsweredInsight): Claims {
  if (!fares) return {}
  const { cabin, roundTrip, currency } = fares.fareGroup
  return {
    fares: { cabin, roundTrip, currency },
    conversion: fares.conversion,
    lowestMinor: insight.lowestPrice?.amountMinor,
    // With a price in the request, the level judges that price instead of the lowest fare.
    priceLevel: request.question.price === undefined ? insight.priceLevel : undefined,
    interval: intervalOf(request.question, insight),
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

function contextOf({ ahead, coverage }: PriceInsight): InsightContext {
  return { calibration: ahead?.advice?.calibration ?? null, coverage: coverage ?? null }
}
