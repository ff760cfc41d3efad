/**
 * The question of an insight as a decision records it: JSON that this or an earlier version wrote.
 */
import { z } from 'zod'
import { Cabin } from '../../models/airline/trip'
import { BASES, type InsightQuestion, RISKS } from '../answers/evidence/question'

const Itinerary = z.object({
  stops: z.number().optional(),
  durationMinutes: z.number().optional(),
  airline: z.string().optional(),
  flightNumber: z.string().optional(),
  departureAt: z.string().optional(),
  seatsRemaining: z.number().optional(),
  bagsIncluded: z.number().optional(),
  fareBasis: z.string().optional(),
})

const Sensitivity = z.object({
  minSaving: z.number().optional(),
  risk: z.enum(RISKS).optional(),
  deadline: z.string().optional(),
})

export const StoredInsightQuestion: z.ZodType<InsightQuestion> = z.object({
  market: z.templateLiteral([z.string(), '-', z.string()]),
  departureDate: z.string(),
  today: z.string(),
  daysToDeparture: z.number(),
  returnDate: z.string().optional(),
  cabin: Cabin,
  passengers: z.number(),
  currency: z.string().optional(),
  itinerary: Itinerary.optional(),
  price: z.number().optional(),
  sensitivity: Sensitivity.optional(),
  explain: z.boolean().optional(),
  basis: z.enum(BASES).optional(),
})
