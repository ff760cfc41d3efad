/** From one record of a request to an `Event`, or the reasons why it is none. */
import { airport } from '../../models/airports'
import { wallClock } from '../../models/local-time'
import { marketOf } from '../../models/market'
import { toMinor } from '../../models/money'
import type { Event, Offer } from './event'
import { isPlainSearch } from './plain-search'
import { type Refusal, refusalsOfIssues } from './refusal'
import { type Clock, refusalsOf } from './rules'
import { createShopperReader, type Privacy } from './shopper'
import { BookingWire, type OfferWire, SearchWire } from './wire'

export type Reading = { readonly event: Event } | { readonly refusals: readonly Refusal[] }

/** One reader serves one request. */
export function createEventReader(clock: Clock, privacy: Privacy): (record: unknown) => Reading {
  const shopperOf = createShopperReader(privacy)

  return (record) => {
    const wire = parse(record)
    if (Array.isArray(wire)) return { refusals: wire }
    const refusals = refusalsOf(wire, clock)
    if (refusals.length > 0) return { refusals }

    const base = {
      at: Date.parse(wire.timestamp),
      receivedAt: clock.now,
      market: marketOf(wire.origin_airport, wire.destination_airport),
      departureDate: wire.departure_date,
      returnDate: wire.return_date ?? undefined,
      cabin: wire.cabin_class ?? 'economy',
      passengers: wire.number_of_passengers ?? 1,
      currency: wire.currency,
      shopper: shopperOf(wire),
    } as const
    if (wire.type === 'booking') {
      const searchId = wire.search_id ?? undefined
      const offer = offerOf(wire, wire)
      return { event: { type: 'booking', id: wire.booking_id, ...base, searchId, offer } }
    }
    const offers = wire.price_offers.map((offer) => offerOf(offer, wire))
    return { event: { type: 'search', id: wire.search_id, ...base, offers } }
  }
}

function parse(record: unknown): SearchWire | BookingWire | Refusal[] {
  if (isPlainSearch(record)) return record
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return [{ pointer: '', code: 'invalid', detail: 'must be a JSON object: one event' }]
  }
  const type = 'type' in record ? record.type : undefined
  if (type !== undefined && type !== null && type !== 'search' && type !== 'booking') {
    return [{ pointer: '/type', code: 'invalid', detail: 'must be "search" or "booking"' }]
  }
  const schema = type === 'booking' ? BookingWire : SearchWire
  const parsed = schema.safeParse(record)
  return parsed.success ? parsed.data : refusalsOfIssues(parsed.error, record)
}

function offerOf(offer: OfferWire, trip: SearchWire | BookingWire): Offer {
  return {
    airline: offer.airline,
    amountMinor: toMinor(offer.price, trip.currency),
    flightNumber: flightNumberOf(offer),
    stops: offer.stops ?? undefined,
    durationMinutes: offer.duration_minutes ?? undefined,
    departureAt: localDeparture(offer.departure_at, trip.origin_airport),
    seatsRemaining: offer.seats_remaining ?? undefined,
    bagsIncluded: offer.bags_included ?? undefined,
    fareBasis: offer.fare_basis ?? undefined,
  }
}

/** "203" of TP is TP203. */
function flightNumberOf({ flight_number, airline }: OfferWire): string | undefined {
  if (!flight_number) return undefined
  return DIGITS.test(flight_number) ? airline + flight_number : flight_number
}
const DIGITS = /^\d+$/

/**
 * Minutes suffice. A numeric offset is the origin's own, so the text before it is local already; an
 * instant in UTC is moved to the origin's zone, or unknown when the airport is.
 */
function localDeparture(text: string | null | undefined, origin: string): string | undefined {
  if (!text) return undefined
  if (!text.endsWith('Z')) return text.slice(0, MINUTES)
  const zone = airport(origin)?.timeZone
  if (!zone) return undefined
  return new Date(wallClock(Date.parse(text), zone)).toISOString().slice(0, MINUTES)
}
const MINUTES = 'yyyy-mm-ddThh:mm'.length
