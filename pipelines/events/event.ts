/**
 * The one shape of an event behind the door. It is built from the wire once, with no raw IP, user
 * agent or user id in it, and is what the queue, the lake and the market objects carry. Every event
 * tells the trip it is about, so every event has a market.
 */
import type { Shopper, Trip } from '../../models/airline/trip'
import type { DecisionRecord } from './decision'
import type { Offer } from './offer'

export const OUTCOMES = ['shown', 'clicked', 'booked', 'nothing'] as const
export type Outcome = (typeof OUTCOMES)[number]

type EventBase = Trip & {
  /** Unique within its type and mode; what a repeat is recognised by. */
  readonly id: string
  /** When it happened, epoch ms. */
  readonly at: number
  /** When it arrived, epoch ms. */
  readonly receivedAt: number
  readonly shopper: Shopper
  /** Who observed it: a distribution system or a feed; undefined when its sender did not say. */
  readonly source?: string | undefined
  /** Fields its sender left out, which hold what is usual; absent when there are none. */
  readonly assumed?: readonly Assumable[] | undefined
}

export const ASSUMABLE = ['cabin', 'passengers'] as const
export type Assumable = (typeof ASSUMABLE)[number]

export type SearchEvent = EventBase & {
  readonly type: 'search'
  readonly offers: readonly Offer[]
  /** The search as it was typed. */
  readonly query?: string | undefined
}

export type BookingEvent = EventBase & {
  readonly type: 'booking'
  readonly searchId?: string | undefined
  readonly offer: Offer
}

/** A slate that was seen: its offers in the order they stood. */
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

/** The same offer, asked for again at another price; `offer` has the new one. */
export type PriceChangeEvent = EventBase & {
  readonly type: 'price_change'
  readonly searchId?: string | undefined
  readonly previousMinor: number
  readonly offer: Offer
}

/** What followed a decision of ours. */
export type OutcomeEvent = EventBase & {
  readonly type: 'outcome'
  readonly decisionId: string
  readonly searchId?: string | undefined
  readonly outcome: Outcome
  /** What was paid for one passenger, where something was. */
  readonly amountMinor?: number | undefined
}

/** An answer of ours, with all it was made of. It comes from inside: the door takes none. */
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

/** What the door takes. */
export const EVENT_TYPES = [
  'search',
  'booking',
  'impression',
  'click',
  'price_change',
  'outcome',
] as const satisfies readonly Event['type'][]
