/** Recomputes calendars: the price calendar, and the flight dates of the Amadeus dialect. */
import { type Market, opposite } from '../../models/airline/market'
import type { CalendarInputs } from '../../pipelines/answers/price-calendar/price-calendar'
import { priceCalendarWire } from '../../pipelines/answers/price-calendar/price-calendar-wire'
import {
  answeredFlightDates,
  StoredCalendarQuestion,
  StoredFlightDatesQuestion,
  viewedCalendar,
} from '../../pipelines/decisions/calendar-decision'
import type { DecisionEvent } from '../../pipelines/events/event'
import type { Recompute, ReplayReads } from './recompute'

export const replayPriceCalendar: Recompute = async (event, reads) => {
  const question = StoredCalendarQuestion.parse(event.decision.question)
  const calendar = viewedCalendar(question, inputsOf(question.market, event, reads))
  return { answer: priceCalendarWire(calendar, event.id), models: {} }
}

export const replayFlightDates: Recompute = async (event, reads) => {
  const question = StoredFlightDatesQuestion.parse(event.decision.question)
  const inputs = inputsOf(question.calendar.market, event, reads)
  return { answer: answeredFlightDates(question, inputs) ?? null, models: {} }
}

function inputsOf(
  market: Market,
  { at, decision }: DecisionEvent,
  { first, further }: ReplayReads
): CalendarInputs {
  return { out: first, back: further.get(opposite(market)), rates: decision.rates, now: at }
}
