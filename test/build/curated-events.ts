/** Builds events of the raw lake for tests of the curated tables. */
import fc from 'fast-check'
import type { BookingEvent, Event, SearchEvent } from '../../pipelines/events/event'
import type { Offer } from '../../pipelines/events/offer'

export const NOON = Date.parse('2026-11-20T12:00:00Z')
const HOUR_MS = 3_600_000

export function offerOf(changes: Partial<Offer> = {}): Offer {
  return {
    airline: 'TP',
    amountMinor: 23_448,
    flightNumber: 'TP203',
    stops: 0,
    durationMinutes: 480,
    departureAt: '2026-12-20T10:05',
    seatsRemaining: 9,
    bagsIncluded: 1,
    fareBasis: 'Y14NR',
    ...changes,
  }
}

export function searchOf(changes: Partial<SearchEvent> = {}): SearchEvent {
  return {
    type: 'search',
    id: 's-1',
    at: NOON,
    receivedAt: NOON + 1_000,
    market: 'LIS-JFK',
    departureDate: '2026-12-20',
    returnDate: '2026-12-27',
    cabin: 'economy',
    passengers: 1,
    currency: 'EUR',
    shopper: { country: 'PT', device: 'desktop', browser: 'Chrome', os: 'Windows', userHash: 'u1' },
    offers: [offerOf()],
    ...changes,
  }
}

export function bookingOf(changes: Partial<BookingEvent> = {}): BookingEvent {
  const { offers: _, ...trip } = searchOf()
  return { ...trip, type: 'booking', id: 'b-1', searchId: 's-1', offer: offerOf(), ...changes }
}

const offers = fc.record({
  airline: fc.constantFrom('TP', 'IB'),
  amountMinor: fc.integer({ min: 1, max: 3 }),
  flightNumber: fc.constantFrom('TP203', 'IB1', undefined),
  stops: fc.constantFrom(0, 1, undefined),
  departureAt: fc.constantFrom('2026-12-20T10:05', undefined),
})

/** Uses few ids over few hours, so that events repeat. */
export const someEvents: fc.Arbitrary<Event[]> = fc.array(
  fc
    .record({
      id: fc.integer({ min: 1, max: 6 }),
      received: fc.integer({ min: 0, max: 3 * HOUR_MS }),
      booked: fc.boolean(),
      offers: fc.array(offers, { maxLength: 3 }),
    })
    .map(({ id, received, booked, offers: shown }) => {
      const base = { id: `e-${id}`, at: NOON + id * 1_000_000, receivedAt: NOON + received }
      return booked ? bookingOf(base) : searchOf({ ...base, offers: shown })
    }),
  { maxLength: 40 }
)
