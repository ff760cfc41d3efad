/** Builders of questions for tests of answers. */
import { datedAt, type InsightQuestion } from '../../pipelines/answers/evidence/question'
import { NO_RECORD, type TrackRecord } from '../../pipelines/answers/evidence/track-record'
import { inDays, NOW } from './snapshots'

/** A trip of one adult in economy, dated at a clock. */
export function anInsightQuestion(
  changes: Partial<Omit<InsightQuestion, 'today' | 'daysToDeparture'>> = {},
  now: number = NOW
): InsightQuestion {
  return datedAt(
    {
      market: 'LIS-JFK' as const,
      departureDate: inDays(30),
      cabin: 'economy' as const,
      passengers: 1,
      ...changes,
    },
    now
  )
}

/** A ledger that shows predicted fares to be nearer than the plain rule, so that the model answers. */
export const PROVEN: TrackRecord = { ...NO_RECORD, beatsRule: true }
