/**
 * The one shape of an event behind the door. It is built from the wire once, with no raw IP, user
 * agent or user id in it, and is what the queue, the lake and the market objects carry.
 */
import type { IsoDay } from '../../models/calendar'
import type { Market } from '../../models/market'
import type { Cabin, Itinerary, Shopper } from '../../models/trip'

export type Offer = Itinerary & {
  readonly airline: string
  /** Price of the whole offer for one passenger, taxes included. */
  readonly amountMinor: number
}

type EventBase = {
  /** Unique within its type and mode; what a repeat is recognised by. */
  readonly id: string
  /** When it happened, epoch ms. */
  readonly at: number
  /** When it arrived, epoch ms. */
  readonly receivedAt: number
  readonly market: Market
  readonly departureDate: IsoDay
  readonly returnDate?: IsoDay | undefined
  readonly cabin: Cabin
  readonly passengers: number
  readonly currency: string
  readonly shopper: Shopper
}

export type SearchEvent = EventBase & {
  readonly type: 'search'
  readonly offers: readonly Offer[]
}

export type BookingEvent = EventBase & {
  readonly type: 'booking'
  readonly searchId?: string | undefined
  readonly offer: Offer
}

export type Event = SearchEvent | BookingEvent
