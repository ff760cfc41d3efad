/** The record of an Amadeus price analysis: quartiles of comparable fares, without a model. */
import { z } from 'zod'
import {
  type ItineraryPriceMetrics,
  itineraryPriceMetrics,
} from '../answers/amadeus/amadeus-price-metrics'
import { conversionNow, type Rates } from '../answers/evidence/answer-currency'
import { faresInQuestion, type InsightQuestion } from '../answers/evidence/question'
import { NO_RECORD } from '../answers/evidence/track-record'
import { priceInsight } from '../answers/price-insight/price-insight'
import type { SnapshotRead } from '../market/snapshot-read'
import type { AnswerRecord } from './answer-record'
import { StoredInsightQuestion } from './insight-question'

export type PriceMetricsQuestion = {
  readonly trip: InsightQuestion
  /** The URL of the request, which the answer repeats. */
  readonly self: string
}

export const StoredPriceMetricsQuestion: z.ZodType<PriceMetricsQuestion> = z.object({
  trip: StoredInsightQuestion,
  self: z.string(),
})

export function answeredPriceMetrics(
  { trip, self }: PriceMetricsQuestion,
  snapshotRead: SnapshotRead,
  rates: Rates,
  now: number
): ItineraryPriceMetrics {
  const fares = faresInQuestion(trip, snapshotRead, (from, to) =>
    conversionNow(rates, now, from, to)
  )
  const insight = priceInsight(trip, { ...fares, snapshotRead, rates, now, record: NO_RECORD })
  return itineraryPriceMetrics(insight, trip.returnDate === undefined, self)
}

export function priceMetricsRecord(
  question: PriceMetricsQuestion,
  snapshotRead: SnapshotRead,
  rates: Rates,
  answer: ItineraryPriceMetrics
): AnswerRecord {
  const { trip } = question
  const [metric] = answer.data
  return {
    resource: 'itinerary-price-metrics',
    trip: { ...trip, currency: metric?.currencyCode ?? '' },
    question,
    reads: [{ market: trip.market, ...snapshotRead }],
    rates,
    describe: () => ({ answer, claims: {}, models: {} }),
  }
}
