/** The simulator posts documents of `POST /v1/events` in the form that senders write. */
import type {
  NativeBooking,
  NativeOffer,
  NativeSearch,
  NativeShopper,
  NativeTrip,
} from '../../wire/native-event'

export type SimulatedImpression = NativeTrip &
  NativeShopper & {
    readonly type: 'impression'
    readonly impression_id: string
    readonly search_id: string
    readonly price_offers: readonly NativeOffer[]
  }

export type SimulatedClick = NativeTrip &
  NativeShopper &
  NativeOffer & {
    readonly type: 'click'
    readonly click_id: string
    readonly search_id: string
    readonly position: number
  }

export type SimulatedPriceChange = NativeTrip &
  NativeShopper &
  NativeOffer & {
    readonly type: 'price_change'
    readonly price_change_id: string
    readonly search_id: string
    readonly previous_price: number
  }

export type SimulatedOutcome = NativeTrip &
  NativeShopper & {
    readonly type: 'outcome'
    readonly outcome_id: string
    readonly decision_id: string
    readonly search_id: string
    readonly outcome: 'shown' | 'clicked' | 'booked' | 'nothing'
    readonly price?: number
  }

export type SimulatedEvent =
  | NativeSearch
  | NativeBooking
  | SimulatedImpression
  | SimulatedClick
  | SimulatedPriceChange
  | SimulatedOutcome
