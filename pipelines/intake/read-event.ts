/** Reads one record of a request as an `Event`, or returns the reasons for its refusal. */

import type { z } from 'zod'
import { type Market, marketOf } from '../../models/airline/market'
import { toMinor } from '../../models/airline/money'
import { newestCode } from '../../models/airline/places'
import { type Assumable, EVENT_TYPES, type Event } from '../events/event'
import { isPlainSearch } from '../wire/plain-search'
import { minorOf, offerOf } from '../wire/read-offer'
import { MAX_REFUSALS, type Refusal, refusalsOfIssues } from '../wire/refusal'
import { type Clock, refusalsOf } from '../wire/rules'
import { type EventWire, WIRES } from '../wire/wire'
import { judgeDurations } from './judge-durations'
import { judgeFields } from './judge-fields'
import { judgeOffers, type OffersJudged } from './judge-offers'
import { createShopperReader, type Privacy } from './shopper'
import { withTypedTrip } from './typed-search'

type EventType = (typeof EVENT_TYPES)[number]

export type EventResult =
  | {
      readonly event: Event
      /** Offers and fields that were left out of the event; absent when there are none. */
      readonly leftOut?: readonly Refusal[]
      readonly problems?: number | undefined
    }
  | {
      readonly refusals: readonly Refusal[]
      /** Findings of the schema, of which `refusals` has the first; absent where it has all. */
      readonly problems?: number | undefined
    }

/** One reader serves one request. */
export function createEventReader(
  clock: Clock,
  privacy: Privacy
): (record: unknown) => EventResult {
  const shopperOf = createShopperReader(privacy)

  return (record) => {
    const parsed = parse(record)
    if ('refusals' in parsed) return parsed
    const { wire, leftOut, problems } = parsed
    const refusals = refusalsOf(wire, clock)
    if (refusals.length > 0) return { refusals, problems }

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
    const judged = judgeDurations(eventOf(wire, base))
    const named = judged.leftOut.length > 0 ? [...leftOut, ...judged.leftOut] : leftOut
    if (named.length === 0) return { event: judged.event }
    return { event: judged.event, leftOut: named, problems }
  }
}

/**
 * The market under the newest codes of its ends: fares sold under a former code count with the
 * rest.
 */
function marketIn({ origin_airport, destination_airport, departure_date }: EventWire): Market {
  return marketOf(
    newestCode(origin_airport, departure_date),
    newestCode(destination_airport, departure_date)
  )
}

/** Shared arrays, since most events leave out the same fields. */
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

type Parsed =
  | {
      readonly wire: EventWire
      readonly leftOut: readonly Refusal[]
      readonly problems?: number | undefined
    }
  | { readonly refusals: readonly Refusal[]; readonly problems?: number | undefined }

function parse(record: unknown): Parsed {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return refused('', 'must be a JSON object: one event')
  }
  const type = typeOf(record)
  if (!type) return refused('/type', `must be one of ${EVENT_TYPES.join(', ')}`)
  if (!('type' in record) && !isEventLike(record)) return notAnEvent(record)
  const fields = judgeFields(record, type)
  if (fields.refusals.length > 0) {
    return { refusals: fields.refusals, problems: fields.refusals.length }
  }

  if (type !== 'search') {
    const parsed = WIRES[type].safeParse(record)
    if (!parsed.success) return refusedBy(parsed.error, record, 0)
    return { wire: parsed.data, leftOut: fields.leftOut }
  }
  const search = withTypedTrip(record)
  const judged = judgeOffers(search)
  if ('refusals' in judged) return withTripRefusals(judged, search)
  const { problems } = judged
  const leftOut = [...fields.leftOut, ...judged.leftOut]
  if (isPlainSearch(judged.record)) return { wire: judged.record, leftOut, problems }
  const parsed = WIRES.search.safeParse(judged.record)
  if (!parsed.success) return refusedBy(parsed.error, judged.record, problems)
  return { wire: parsed.data, leftOut, problems }
}

function refusedBy(error: z.ZodError, record: object, problems: number): Parsed {
  return {
    refusals: refusalsOfIssues(error, record),
    problems: problems + error.issues.length,
  }
}

/** All its offers are bad; what is wrong with its trip comes first. */
function withTripRefusals(
  { refusals, problems }: Extract<OffersJudged, { readonly refusals: unknown }>,
  record: object
): Parsed {
  const trip = WIRES.search.safeParse({ ...record, price_offers: [] })
  if (trip.success) return { refusals: refusals.slice(0, MAX_REFUSALS), problems }
  const ofTrip = refusalsOfIssues(trip.error, record)
  return {
    refusals: [...ofTrip, ...refusals].slice(0, MAX_REFUSALS),
    problems: (problems ?? 0) + trip.error.issues.length,
  }
}

function refused(pointer: string, detail: string): Parsed {
  return { refusals: [{ pointer, code: 'invalid', detail }] }
}

/** Refuses the record as a document of an unknown form, not as a search without its fields. */
function notAnEvent(record: object): Parsed {
  const names = Object.keys(record)
  const shown = names.slice(0, 5).map((name) => `"${name.slice(0, 40)}"`)
  const has = names.length === 0 ? 'it is empty' : `it has ${shown.join(', ')}`
  const detail =
    `is neither an event nor a document of a known form: ${has}. An event has search_id, timestamp, ` +
    'origin_airport, destination_airport, departure_date, currency and price_offers'
  return { refusals: [{ pointer: '', code: 'unreadable', detail }] }
}

/** With one field name of an event, the record is refused for its missing fields. */
function isEventLike(record: object): boolean {
  return EVENT_NAMES.some((name) => name in record)
}
const EVENT_NAMES = [
  'search_id',
  'timestamp',
  'origin_airport',
  'destination_airport',
  'departure_date',
  'price_offers',
  'query',
]

/** The default type is a search; undefined for an unknown type. */
function typeOf(record: object): EventType | undefined {
  const type = 'type' in record ? record.type : undefined
  return type === undefined || type === null
    ? 'search'
    : EVENT_TYPES.find((known) => known === type)
}
