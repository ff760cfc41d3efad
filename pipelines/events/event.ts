/**
 * The internal shape of an event. It is built once from the request, without any raw IP address,
 * user agent or user id, and is carried by the queue, the lake and the market objects. Every event
 * belongs to a trip, so every event has a market.
 */
import type { Shopper, Trip } from '../../models/airline/trip'
import type { DecisionRecord } from './decision'
import type { Offer } from './offer'

export const OUTCOMES = ['shown', 'clicked', 'booked', 'nothing'] as const
export type Outcome = (typeof OUTCOMES)[number]

type EventBase = Trip & {
  /** Unique within its type and mode; identifies repeats. */
  readonly id: string
  /** Event time, epoch ms. */
  readonly at: number
  /** Arrival time, epoch ms. */
  readonly receivedAt: number
  readonly shopper: Shopper
  /**
   * The distribution system or feed that observed it; undefined when its sender did not state one.
   */
  readonly source?: string | undefined
  /** Fields that the sender omitted and that contain defaults; absent when there are none. */
  readonly assumed?: readonly Assumable[] | undefined
}

export const ASSUMABLE = ['cabin', 'passengers'] as const
export type Assumable = (typeof ASSUMABLE)[number]

export type SearchEvent = EventBase & {
  readonly type: 'search'
  readonly offers: readonly Offer[]
  /** The search text as typed. */
  readonly query?: string | undefined
}

export type BookingEvent = EventBase & {
  readonly type: 'booking'
  readonly searchId?: string | undefined
  readonly offer: Offer
}

/** A slate that was shown: its offers in display order. */
export type ImpressionEvent = EventBase & {
  readonly type: 'impression'
  readonly searchId?: string | undefined
  readonly offers: readonly Offer[]
}

export type ClickEvent = EventBase & {
  readonly type: 'click'
  readonly searchId?: string | undefined
  /** Place in the slate, from 1. */
  readonly position?: number | undefined
  readonly offer: Offer
}

/** The same offer, requested again at another price; `offer` has the new one. */
export type PriceChangeEvent = EventBase & {
  readonly type: 'price_change'
  readonly searchId?: string | undefined
  readonly previousMinor: number
  readonly offer: Offer
}

/** The outcome of one of our decisions. */
export type OutcomeEvent = EventBase & {
  readonly type: 'outcome'
  readonly decisionId: string
  readonly searchId?: string | undefined
  readonly outcome: Outcome
  /** Price paid for one passenger, if any. */
  readonly amountMinor?: number | undefined
}

/** One of our answers with all its inputs. It is created internally: the API accepts none. */
export type DecisionEvent = EventBase & {
  readonly type: 'decision'
  readonly decision: DecisionRecord
}

export type Event =
  | SearchEvent
  | BookingEvent
  | ImpressionEvent
  | ClickEvent
  | PriceChangeEvent
  | OutcomeEvent
  | DecisionEvent

/** Event types that the API accepts. */
export const EVENT_TYPES = [
  'search',
  'booking',
  'impression',
  'click',
  'price_change',
  'outcome',
] as const satisfies readonly Event['type'][]
