/** Builders of questions for tests of answers. */
import { datedAt, type InsightQuestion } from '../../pipelines/answers/evidence/question'
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
