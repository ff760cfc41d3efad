/**
 * Events of one market as columns, with the fields that a market object counts and no others. Typed
 * arrays cross an RPC as one copy, so 1,000 events cost little more than one.
 */
import { dayNumber } from '../../models/airline/calendar'
import { type Conversion, convertMinor } from '../../models/airline/exchange-rates'
import type { Market } from '../../models/airline/market'
import type { Cabin } from '../../models/airline/trip'
import type { Event } from '../events/event'
import { eventKey, hashWords, WORDS_PER_HASH } from '../events/event-hash'
import { isOfOtherMarket, type Offer } from '../events/offer'
import { asSent, type Exchange } from './exchange'
import { type Bounds, plausibleBounds } from './gate/plausible-bounds'
import { bagsClass, stopsClass } from './kinds/itinerary-kinds'

export type FareGroup = {
  readonly cabin: Cabin
  readonly roundTrip: boolean
  /** ISO 4217 */
  readonly currency: string
}

/**
 * Events of other kinds are remembered by their id, so that repeats are recognised, and change no
 * feature.
 */
export const ROW_KINDS = { search: 0, booking: 1, other: 2 } as const

/** The events of one message: rows up to `end`, starting where the previous part ended. */
export type BatchPart = {
  /** Identifies a redelivery, in whatever batch it arrives. */
  readonly id: string
  readonly end: number
}

export type MarketBatch = {
  readonly market: Market
  readonly parts: readonly BatchPart[]
  readonly fareGroups: readonly FareGroup[]
  /** Bounds of the first offers of a fare group; undefined where nothing is known. */
  readonly bounds: readonly (Bounds | undefined)[]
  /**
   * Senders of the events: within an account the source that an event names. Two of them confirm each
   * other's unlikely prices.
   */
  readonly senders: readonly string[]
  readonly airlines: readonly string[]
  readonly currencies: readonly string[]
  /** One row per event: */
  readonly hashes: Uint32Array
  readonly at: Float64Array
  /** One of `ROW_KINDS`. */
  readonly kind: Uint8Array
  /** Index into `fareGroups`. */
  readonly fareGroup: Uint16Array
  /** Index into `currencies`: the currency as sent, before conversion to that of the fare group. */
  readonly sentIn: Uint16Array
  /** Index into `senders`. */
  readonly sender: Uint16Array
  /** Day number of the departure. */
  readonly departure: Int32Array
  /** Nights between outbound and return, or ONE_WAY. */
  readonly stayNights: Int16Array
  /** End (exclusive) of event i's rows in the offer columns. */
  readonly offersEnd: Uint32Array
  /** One row per offer of a search: */
  readonly amountMinor: Float64Array
  /** Index into `airlines`. */
  readonly airline: Uint16Array
  /** Stops class and class of checked bags, see kinds/itinerary-kinds.ts. */
  readonly stops: Uint8Array
  readonly bags: Uint8Array
}

export const ONE_WAY = -1

/**
 * `events` must all belong to one market; `id` is the same whenever the same events are packed
 * again.
 */
export function packBatch(
  id: string,
  events: readonly Event[],
  exchange: Exchange = asSent,
  boundsOf: BoundsOf = plausibleBounds
): MarketBatch {
  return packParts([{ id, events }], exchange, boundsOf)
}

export type BoundsOf = (market: Market, fareGroup: FareGroup) => Bounds | undefined

export function packParts(
  given: readonly { readonly id: string; readonly events: readonly Event[] }[],
  exchange: Exchange = asSent,
  boundsOf: BoundsOf = plausibleBounds
): MarketBatch {
  const events = given.flatMap((part) => part.events)
  let end = 0
  const parts = given.map((part) => {
    end += part.events.length
    return { id: part.id, end }
  })
  const market = events[0]?.market
  if (!market) throw new Error('packParts: give at least one event')
  const stray = events.find((event) => event.market !== market)
  if (stray) throw new Error(`packParts: one market a batch, not ${market} and ${stray.market}`)

  const offers = events.reduce((total, event) => total + pricedOffers(event).length, 0)
  const fareGroups = createIndex<FareGroup>()
  const airlines = createIndex<string>()
  const currencies = createIndex<string>()
  const senders = createIndex<string>()
  const columns = {
    hashes: new Uint32Array(events.length * WORDS_PER_HASH),
    at: new Float64Array(events.length),
    kind: new Uint8Array(events.length),
    fareGroup: new Uint16Array(events.length),
    sentIn: new Uint16Array(events.length),
    sender: new Uint16Array(events.length),
    departure: new Int32Array(events.length),
    stayNights: new Int16Array(events.length),
    offersEnd: new Uint32Array(events.length),
    amountMinor: new Float64Array(offers),
    airline: new Uint16Array(offers),
    stops: new Uint8Array(offers),
    bags: new Uint8Array(offers),
  }

  let row = 0
  for (const [index, event] of events.entries()) {
    columns.hashes.set(hashWords(eventKey(event)), index * WORDS_PER_HASH)
    columns.at[index] = event.at
    columns.kind[index] = kindOf(event)
    const conversion = exchange(event)
    const fareGroup = fareGroupOf(event, conversion)
    columns.fareGroup[index] = fareGroups.rowOf(fareGroupKey(fareGroup), fareGroup)
    columns.sentIn[index] = currencies.rowOf(event.currency, event.currency)
    const sender = event.source ?? ''
    columns.sender[index] = senders.rowOf(sender, sender)
    columns.departure[index] = dayNumber(event.departureDate)
    columns.stayNights[index] = stayNightsOf(event)
    for (const offer of pricedOffers(event)) {
      const { amountMinor } = offer
      columns.amountMinor[row] = conversion ? convertMinor(amountMinor, conversion) : amountMinor
      columns.airline[row] = airlines.rowOf(offer.airline, offer.airline)
      columns.stops[row] = stopsClass(offer.stops)
      columns.bags[row] = bagsClass(offer.bagsIncluded)
      row += 1
    }
    columns.offersEnd[index] = row
  }
  return {
    market,
    parts,
    fareGroups: fareGroups.values,
    bounds: fareGroups.values.map((fareGroup) => boundsOf(market, fareGroup)),
    senders: senders.values,
    airlines: airlines.values,
    currencies: currencies.values,
    ...columns,
  }
}

export function fareGroupKey({ cabin, roundTrip, currency }: FareGroup): string {
  return `${cabin}:${roundTrip ? 'round' : 'oneway'}:${currency}`
}

function kindOf({ type }: Event): number {
  if (type === 'search') return ROW_KINDS.search
  return type === 'booking' ? ROW_KINDS.booking : ROW_KINDS.other
}

function fareGroupOf({ cabin, returnDate, currency }: Event, conversion?: Conversion): FareGroup {
  return { cabin, roundTrip: returnDate !== undefined, currency: conversion?.to ?? currency }
}

function stayNightsOf({ departureDate, returnDate }: Event): number {
  if (returnDate === undefined) return ONE_WAY
  return Math.max(0, dayNumber(returnDate) - dayNumber(departureDate))
}

/**
 * A booking's price is an offer of its search and must not be observed twice. Tickets beyond the
 * destination and tickets flown in part are no fares of their market.
 */
export function pricedOffers(event: Event): readonly Offer[] {
  if (event.type !== 'search') return []
  return event.offers.some(isOfOtherMarket)
    ? event.offers.filter((offer) => !isOfOtherMarket(offer))
    : event.offers
}

/** Distinct values in order of first occurrence. */
function createIndex<T>() {
  const values: T[] = []
  const rows = new Map<string, number>()
  const rowOf = (key: string, value: T): number => {
    const known = rows.get(key)
    if (known !== undefined) return known
    rows.set(key, values.length)
    return values.push(value) - 1
  }
  return { values, rowOf }
}
