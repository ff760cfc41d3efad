import { priceCalendarWire } from '../../pipelines/answers/price-calendar/price-calendar-wire'
import { StoredCalendarQuestion, viewedCalendar } from '../../pipelines/decisions/calendar-question'
import type { Recompute } from './recompute'

/** One way: a decision keeps the snapshot of one market, and a stay is made of two. */
export const replayPriceCalendar: Recompute = async ({ id, at, decision }, reading) => {
  const question = StoredCalendarQuestion.parse(decision.question)
  if (question.stay) return 'A calendar with a stay is made of two markets, of which one is kept.'
  const calendar = viewedCalendar(question, { out: reading, rates: decision.rates, now: at })
  return { answer: priceCalendarWire(calendar, id), models: {} }
}
