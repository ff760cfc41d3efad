/** The record of a price calendar, and of the Amadeus dialect's view of one. */
import { z } from 'zod'
import { opposite } from '../../models/airline/market'
import { Cabin } from '../../models/airline/trip'
import {
  VIEWS as AMADEUS_VIEWS,
  type FlightDates,
  type FlightDatesRequest,
  flightDates,
} from '../answers/amadeus/amadeus-flight-dates'
import {
  type CalendarInputs,
  type CalendarQuestion,
  cheapestByWeek,
  type PriceCalendar,
  priceCalendar,
} from '../answers/price-calendar/price-calendar'
import type { PriceCalendar as CalendarWire } from '../answers/price-calendar/price-calendar-wire'
import type { AnswerRecord, MarketRead } from './answer-record'

export const VIEWS = ['grid', 'week'] as const

export type ViewedQuestion = CalendarQuestion & { readonly view: (typeof VIEWS)[number] }

const StoredQuestion = z.object({
  market: z.templateLiteral([z.string(), '-', z.string()]),
  today: z.string(),
  from: z.string(),
  to: z.string(),
  stay: z.object({ least: z.number(), most: z.number() }).optional(),
  cabin: Cabin,
  passengers: z.number(),
  currency: z.string().optional(),
  stops: z.number().optional(),
})

export const StoredCalendarQuestion: z.ZodType<ViewedQuestion> = StoredQuestion.extend({
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

export function calendarRecord(
  question: ViewedQuestion,
  inputs: CalendarInputs,
  answer: CalendarWire
): AnswerRecord {
  return {
    resource: 'price-calendar',
    ...commonTo(question, inputs, answer.currency),
    question,
    describe: () => ({ answer, claims: {}, models: {} }),
  }
}

export type FlightDatesQuestion = {
  readonly calendar: CalendarQuestion
  readonly request: FlightDatesRequest
}

export const StoredFlightDatesQuestion: z.ZodType<FlightDatesQuestion> = z.object({
  calendar: StoredQuestion,
  request: z.object({
    view: z.enum(AMADEUS_VIEWS),
    maxPrice: z.number().optional(),
    self: z.string(),
    defaults: z.object({
      departureDate: z.string().optional(),
      oneWay: z.boolean().optional(),
      duration: z.string().optional(),
      nonStop: z.boolean().optional(),
      viewBy: z.enum(AMADEUS_VIEWS).optional(),
    }),
  }),
})

/** Returns undefined when no price of the dates was observed. */
export function answeredFlightDates(
  { calendar, request }: FlightDatesQuestion,
  inputs: CalendarInputs
): FlightDates | undefined {
  return flightDates(priceCalendar(calendar, inputs), request)
}

export function flightDatesRecord(
  question: FlightDatesQuestion,
  inputs: CalendarInputs,
  answer: FlightDates
): AnswerRecord {
  return {
    resource: 'flight-dates',
    ...commonTo(question.calendar, inputs, answer.meta.currency),
    question,
    describe: () => ({ answer, claims: {}, models: {} }),
  }
}

function commonTo(
  { market, from, cabin, passengers }: CalendarQuestion,
  { out, back, rates }: CalendarInputs,
  currency = ''
): Pick<AnswerRecord, 'trip' | 'reads' | 'rates'> {
  const first: MarketRead = { market, ...out }
  return {
    trip: { market, departureDate: from, cabin, passengers, currency },
    reads: back ? [first, { market: opposite(market), ...back }] : [first],
    rates,
  }
}
