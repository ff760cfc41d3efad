/** The question of a price calendar as a decision records it. */
import { z } from 'zod'
import { Cabin } from '../../models/airline/trip'
import {
  type CalendarInputs,
  type CalendarQuestion,
  cheapestByWeek,
  type PriceCalendar,
  priceCalendar,
} from '../answers/price-calendar/price-calendar'

export const VIEWS = ['grid', 'week'] as const

export type ViewedQuestion = CalendarQuestion & { readonly view: (typeof VIEWS)[number] }

export const StoredCalendarQuestion: z.ZodType<ViewedQuestion> = z.object({
  market: z.templateLiteral([z.string(), '-', z.string()]),
  from: z.string(),
  to: z.string(),
  stay: z.object({ least: z.number(), most: z.number() }).optional(),
  cabin: Cabin,
  passengers: z.number(),
  currency: z.string().optional(),
  view: z.enum(VIEWS),
})

/** The calendar as the answer presents it. */
export function viewedCalendar(
  { view, ...question }: ViewedQuestion,
  inputs: CalendarInputs
): PriceCalendar {
  const calendar = priceCalendar(question, inputs)
  return view === 'week' ? { ...calendar, entries: cheapestByWeek(calendar.entries) } : calendar
}
