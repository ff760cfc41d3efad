/** The record of a price insight: its claims, and the inputs that its answer was computed from. */
import { z } from 'zod'
import { opposite } from '../../models/airline/market'
import { AppliedRecalibration } from '../answers/correction/recalibration'
import { Calibration, ObservedCoverage } from '../answers/evidence/track-record'
import type { AnsweredInsight } from '../answers/price-insight/answer-price-insight'
import type { PriceInsight } from '../answers/price-insight/insight-types'
import type { Claims } from '../events/claims'
import type { ModelUse } from '../events/decision'
import type { GroupQuestion } from '../market/groups/group-for'
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
  const { question, snapshotRead, back, rates, nearby = [] } = request
  const { market } = question
  return {
    resource,
    trip: { ...question, currency: insight.currency ?? '' },
    question,
    reads: [
      { market, ...snapshotRead },
      ...(back ? [{ market: opposite(market), ...back }] : []),
      ...nearby,
    ],
    rates,
    describe: () => ({
      answer,
      claims: claimsOfInsight(answered),
      models: modelsOfInsight(answered),
      context: contextOf(answered),
    }),
  }
}

/** Empty when neither a model nor a prior answered. */
export function modelsOfInsight({ insight, models }: AnsweredInsight): Record<string, ModelUse> {
  const { priorModel } = insight.evidence
  return { ...(priorModel !== undefined && { prior: { name: priorModel } }), ...modelUses(models) }
}

export function claimsOfInsight(answered: AnsweredInsight): Claims {
  const { request, insight, fares } = answered
  if (!fares) return {}
  // The outcome of an answer for a city lies in no single market.
  if (request.snapshotRead.snapshot?.markets) return {}
  const { cabin, roundTrip, currency } = fares.fareGroup
  const kind = kindOf(insight)
  const claims = {
    fares: { cabin, roundTrip, currency, ...(kind !== 'mixed' && kind && { kind }) },
    conversion: fares.conversion,
    interval: intervalOf(answered),
  }
  if (kind === 'mixed' || insight.lowestPrice?.fareKind === 'combined') return claims
  return {
    ...claims,
    lowestMinor: insight.lowestPrice?.amountMinor,
    // With a price in the request, the level judges that price instead of the lowest fare.
    priceLevel: request.question.price === undefined ? insight.priceLevel : undefined,
    ...aheadClaims(insight),
  }
}

/**
 * The kind of itinerary whose lowest fares settle the claims; undefined for the whole fare group.
 * "mixed" is a partly widened group, which later observations cannot be selected by.
 */
function kindOf({ evidence }: PriceInsight): GroupQuestion | 'mixed' | undefined {
  if (!evidence.group) return undefined
  const { stops, airline, bags, stayNights, lowest } = evidence.group
  const named = [stops, airline, bags || undefined, stayNights].filter(
    (value) => value !== undefined
  )
  if (lowest.length === named.length && !lowest.includes('near_stay')) return undefined
  return lowest.length === 0 ? { stops, airline, bags, stayNights } : 'mixed'
}

function aheadClaims({ ahead, evidence }: PriceInsight): Pick<Claims, 'forecast' | 'advice'> {
  if (!ahead) return {}
  const model = evidence.outlookModel ?? ''
  const { advice, forecast } = ahead
  return {
    forecast: {
      model,
      level: INTERVAL_LEVEL,
      days: forecast.flatMap(({ daysAhead, quantilesMinor, fareMinor, raw }) => {
        const [low, , , , high] = quantilesMinor
        if (low === undefined || high === undefined) return []
        const day = { horizonDays: daysAhead, lowMinor: low, midMinor: fareMinor, highMinor: high }
        return [raw ? { ...day, raw } : day]
      }),
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
      ...(advice.raw && { raw: advice.raw }),
    },
  }
}

/**
 * The model's interval is settled even where the plain rule answered: only so can the ledger show that
 * the model has become the better one. A narrowed itinerary has no median offer of its own.
 */
function intervalOf({ request, modelFare }: AnsweredInsight): Claims['interval'] {
  const { itinerary } = request.question
  const narrowed = Object.values(itinerary ?? {}).some((value) => value !== undefined)
  const [low, , mid, , high] = modelFare?.fare.quantilesMinor ?? []
  const { rule } = modelFare ?? {}
  if (narrowed || low === undefined || mid === undefined || high === undefined) return undefined
  return {
    model: modelFare?.model ?? '',
    ruleMinor: rule?.amountMinor,
    ruleLowMinor: rule?.quantilesMinor[0],
    ruleHighMinor: rule?.quantilesMinor.at(-1),
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
  ruleCoverage: ObservedCoverage.nullable().default(null),
  beatsRule: z.boolean().nullable(),
  /** Corrections that were applied; absent in decisions of an earlier release. */
  recalibration: AppliedRecalibration.nullable().optional(),
})
export type InsightContext = z.infer<typeof InsightContext>

function contextOf({ request, insight }: AnsweredInsight): InsightContext {
  const { coverage, ruleCoverage, beatsRule } = request.record
  const { advice, recalibration = null } = insight.ahead ?? {}
  const calibration = advice?.calibration ?? null
  return { calibration, coverage, ruleCoverage, beatsRule, recalibration }
}
