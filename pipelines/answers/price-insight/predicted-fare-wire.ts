/** The wire form of a predicted fare: `FARE_QUANTILES`, whose outer two form the 80 % interval. */
import { z } from 'zod'
import type { FarePrediction } from '../../../models/fare/fare-model'
import { Money, moneyWire } from '../evidence/money-wire'
import type { PriceInsight } from './insight-types'

export const PredictedFare = z
  .object({
    expected: Money,
    interval: z.object({ level: z.number(), low: Money, high: Money }),
    quantiles: z.object({ p10: Money, p25: Money, p50: Money, p75: Money, p90: Money }),
  })
  .meta({
    id: 'PredictedFare',
    description: 'Prediction of the fare model that `meta.model` names',
  })
export type PredictedFare = z.infer<typeof PredictedFare>

export function predictedFareWire(
  { amountMinor, quantilesMinor }: FarePrediction,
  currency: string
): PredictedFare | undefined {
  const [p10, p25, p50, p75, p90] = quantilesMinor.map((minor) => moneyWire(minor, currency))
  if (!p10 || !p25 || !p50 || !p75 || !p90) return undefined
  return {
    expected: moneyWire(amountMinor, currency),
    interval: { level: 0.8, low: p10, high: p90 },
    quantiles: { p10, p25, p50, p75, p90 },
  }
}

/** The response for one itinerary of a request. */
export const PricePrediction = z
  .object({
    decision_id: z.string(),
    outcome: z.enum(['predicted', 'insufficient_history']),
    predicted_fare: PredictedFare.optional(),
    reason: z.string().optional().meta({ description: 'Why there is no prediction' }),
  })
  .meta({ id: 'PricePrediction' })
export type PricePrediction = z.infer<typeof PricePrediction>

export function pricePredictionWire(
  { predictedFare, currency = '', reason }: PriceInsight,
  decisionId: string
): PricePrediction {
  const predicted = predictedFare && predictedFareWire(predictedFare, currency)
  if (!predicted) return { decision_id: decisionId, outcome: 'insufficient_history', reason }
  return { decision_id: decisionId, outcome: 'predicted', predicted_fare: predicted }
}
