/** Builders of events and batches for tests. */
import type { BookingEvent, SearchEvent } from '../../pipelines/events/event'
import type { Offer } from '../../pipelines/events/offer'

export const AT = Date.parse('2026-05-04T10:00:00Z')

const SEARCH: SearchEvent = {
  type: 'search',
  id: 's',
  at: AT,
  receivedAt: AT,
  market: 'LIS-JFK',
  departureDate: '2026-06-10',
  cabin: 'economy',
  passengers: 1,
  currency: 'EUR',
  shopper: {},
  offers: [],
}

export function search(changes: Partial<SearchEvent>): SearchEvent {
  return { ...SEARCH, ...changes }
}

export function booking(changes: Partial<BookingEvent>): BookingEvent {
  const { offers: _offers, ...base } = SEARCH
  return { ...base, type: 'booking', offer: offer(40_000), ...changes }
}

export function offer(amountMinor: number, airline = 'TP'): Offer {
  return { airline, stops: 0, amountMinor }
}
