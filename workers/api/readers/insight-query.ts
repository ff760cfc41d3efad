/** The question of a price insight: a trip, preferences for waiting, and the parts to return. */
import { z } from '@hono/zod-openapi'
import { daysBetween, IsoDay } from '../../../models/airline/calendar'
import { BASES, type InsightQuestion, RISKS } from '../../../pipelines/answers/evidence/question'
import type { ProblemError } from '../../http/problem'
import { AirportQuery, AmountQuery, objections, questionOf, TripQuery } from './trip-query'

export const InsightQuery = TripQuery.extend({
  origin: AirportQuery,
  destination: AirportQuery.openapi({ example: 'JFK' }),
  min_saving: AmountQuery.optional().openapi({
    description:
      'What a fall must at least save to be worth waiting for; 5 % of the fare without one',
    example: '15.00',
  }),
  risk: z.enum(RISKS).default('medium').openapi({
    description:
      '"low": advise to wait only where that is nearly sure to pay. "high": wherever it pays on average',
  }),
  deadline: IsoDay.optional().openapi({
    description:
      'The last day on which you would buy, local to the origin; the day before departure without one',
  }),
  explain: z.enum(['true', 'false']).default('false').openapi({
    type: 'boolean',
    default: false,
    description: 'Explain the predicted fare by the effect of each input',
  }),
  basis: z.enum(BASES).default('fare').openapi({
    description: '"all_in": the fare with the checked bags that `bags_included` names',
  }),
})
type InsightQuery = z.infer<typeof InsightQuery>

export function insightQuestionOf(
  market: InsightQuestion['market'],
  query: Omit<InsightQuery, 'origin' | 'destination'>,
  now: number
): InsightQuestion {
  const { min_saving, risk, deadline, explain, basis } = query
  const minSaving = min_saving === undefined ? undefined : Number(min_saving)
  return {
    ...questionOf(market, query, now),
    sensitivity: { minSaving, risk, deadline },
    explain: explain === 'true',
    basis,
  }
}

export function insightObjections(question: InsightQuestion): ProblemError[] {
  const errors = objections(question)
  const object = (field: string, detail: string) =>
    errors.push({ pointer: `/${field}`, location: 'query', detail })
  const { sensitivity, departureDate, today, basis, itinerary } = question
  const deadline = sensitivity?.deadline
  if (deadline !== undefined && daysBetween(today, deadline) < 0) {
    object('deadline', `must not be past: it is ${today} at the origin`)
  }
  if (deadline !== undefined && deadline > departureDate) {
    object('deadline', `must not be after the departure on ${departureDate}`)
  }
  if (basis === 'all_in' && itinerary?.bagsIncluded === undefined) {
    object(
      'bags_included',
      'is required with basis=all_in: how many checked bags the price is to hold'
    )
  }
  return errors
}
