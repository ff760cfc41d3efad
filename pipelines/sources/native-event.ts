/**
 * The search event as its sender writes it, field for field the document of `POST /v1/events`.
 * What a source cannot say is left out.
 */
import type { IsoDay } from '../../models/calendar'
import type { Cabin } from '../../models/trip'

export type NativeOffer = {
  readonly airline: string
  /** With its airline code: "TP203". */
  readonly flight_number?: string
  /** Major units of the event's currency, for one passenger. */
  readonly price: number
  readonly stops?: number
  readonly duration_minutes?: number
  /** Local time at the origin, without offset. */
  readonly departure_at?: string
  readonly seats_remaining?: number
  readonly bags_included?: number
  readonly fare_basis?: string
}

export type NativeTrip = {
  /** RFC 3339, UTC. */
  readonly timestamp: string
  readonly origin_airport: string
  readonly destination_airport: string
  readonly departure_date: IsoDay
  readonly return_date?: IsoDay
  readonly number_of_passengers: number
  readonly currency: string
  readonly cabin_class: Cabin
}

export type NativeShopper = {
  readonly user_id?: string
  readonly user_location?: { readonly ip_address?: string; readonly country?: string }
  readonly device_info?: { readonly user_agent?: string; readonly platform?: string }
}

export type NativeSearch = NativeTrip &
  NativeShopper & {
    readonly type?: 'search'
    readonly search_id: string
    readonly price_offers: readonly NativeOffer[]
  }

/** One accepted offer; its fields stand beside those of the trip. */
export type NativeBooking = NativeTrip &
  NativeShopper &
  NativeOffer & {
    readonly type: 'booking'
    readonly booking_id: string
    readonly search_id?: string
  }

export type NativeEvent = NativeSearch | NativeBooking
