/** From one record of a request to an `Event`, or the reasons why it is none. */

import { type Market, marketOf } from '../../models/airline/market'
import { toMinor } from '../../models/airline/money'
import { newestCode } from '../../models/airline/places'
import { type Assumable, EVENT_TYPES, type Event } from '../events/event'
import { isPlainSearch } from '../wire/plain-search'
import { minorOf, offerOf } from '../wire/read-offer'
import { type Refusal, refusalsOfIssues } from '../wire/refusal'
import { type Clock, refusalsOf } from '../wire/rules'
import { type EventWire, WIRES } from '../wire/wire'
import { createShopperReader, type Privacy } from './shopper'
import { withTypedTrip } from './typed-search'

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
      market: marketIn(wire),
      departureDate: wire.departure_date,
      returnDate: wire.return_date ?? undefined,
      cabin: wire.cabin_class ?? 'economy',
      passengers: wire.number_of_passengers ?? 1,
      currency: wire.currency,
      shopper: shopperOf(wire),
      source: wire.source ?? undefined,
      assumed: assumedIn(wire),
    } as const
    return { event: eventOf(wire, base) }
  }
}

/** Under the newest codes of its ends, so that fares sold under a former code are counted with the rest. */
function marketIn({ origin_airport, destination_airport, departure_date }: EventWire): Market {
  return marketOf(
    newestCode(origin_airport, departure_date),
    newestCode(destination_airport, departure_date)
  )
}

/** Shared, since most events leave out the same. */
const BOTH: readonly Assumable[] = ['cabin', 'passengers']
const CABIN: readonly Assumable[] = ['cabin']
const PASSENGERS: readonly Assumable[] = ['passengers']

function assumedIn({ cabin_class, number_of_passengers }: EventWire) {
  if (cabin_class) return number_of_passengers ? undefined : PASSENGERS
  return number_of_passengers ? CABIN : BOTH
}

type Base = Omit<Event, 'type' | 'id'>

function eventOf(wire: EventWire, base: Base): Event {
  switch (wire.type) {
    case 'booking':
      return {
        type: 'booking',
        id: wire.booking_id,
        ...base,
        searchId: wire.search_id ?? undefined,
        offer: offerOf(wire, wire),
      }
    case 'impression':
      return {
        type: 'impression',
        id: wire.impression_id,
        ...base,
        searchId: wire.search_id ?? undefined,
        offers: wire.price_offers.map((offer) => offerOf(offer, wire)),
      }
    case 'click':
      return {
        type: 'click',
        id: wire.click_id,
        ...base,
        searchId: wire.search_id ?? undefined,
        position: wire.position ?? undefined,
        offer: offerOf(wire, wire),
      }
    case 'price_change':
      return {
        type: 'price_change',
        id: wire.price_change_id,
        ...base,
        searchId: wire.search_id ?? undefined,
        previousMinor: toMinor(wire.previous_price, wire.currency),
        offer: offerOf(wire, wire),
      }
    case 'outcome':
      return {
        type: 'outcome',
        id: wire.outcome_id,
        ...base,
        searchId: wire.search_id ?? undefined,
        decisionId: wire.decision_id,
        outcome: wire.outcome,
        amountMinor: minorOf(wire.price, wire.currency),
      }
    default:
      return {
        type: 'search',
        id: wire.search_id,
        ...base,
        offers: wire.price_offers.map((offer) => offerOf(offer, wire)),
        query: wire.query?.trim() || undefined,
      }
  }
}

function parse(record: unknown): EventWire | Refusal[] {
  if (isPlainSearch(record)) return record
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return [{ pointer: '', code: 'invalid', detail: 'must be a JSON object: one event' }]
  }
  const type = typeOf(record)
  if (!type) {
    const detail = `must be one of ${EVENT_TYPES.join(', ')}`
    return [{ pointer: '/type', code: 'invalid', detail }]
  }
  const whole = type === 'search' ? withTypedTrip(record) : record
  const parsed = WIRES[type].safeParse(whole)
  return parsed.success ? parsed.data : refusalsOfIssues(parsed.error, whole)
}

/** Without a type it is a search; undefined when there is no such type. */
function typeOf(record: object): (typeof EVENT_TYPES)[number] | undefined {
  const type = 'type' in record ? record.type : undefined
  return type === undefined || type === null
    ? 'search'
    : EVENT_TYPES.find((known) => known === type)
}
