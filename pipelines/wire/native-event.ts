/**
 * The search event as its sender writes it, field for field the document of `POST /v1/events`.
 * Fields unknown to a source are left out.
 */
import type { IsoDay } from '../../models/airline/calendar'
import type { Cabin } from '../../models/airline/trip'
import type { Construction, Direction } from '../events/offer'

/** One flight of an itinerary; times are local to their airport, without offset. */
export type NativeSegment = {
  readonly direction: Direction
  readonly origin_airport: string
  readonly destination_airport: string
  /** Marketing airline and number: "TP" and "TP203". */
  readonly airline: string
  readonly flight_number?: string
  readonly operating_airline?: string
  readonly departure_at?: string
  readonly arrival_at?: string
  readonly duration_minutes?: number
  readonly cabin_class?: Cabin
  readonly rbd?: string
  readonly fare_basis?: string
}

/** Price of one passenger of a type, in major units of the event's currency. */
export type NativePassengerPrice = {
  readonly passenger_type: 'adult' | 'child' | 'infant' | 'youth' | 'senior' | 'other'
  readonly count: number
  readonly price: number
  readonly base_price?: number
  readonly taxes?: number
  readonly fees?: number
}

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
  readonly offer_id?: string
  readonly validating_airline?: string
  readonly operating_airline?: string
  /** Parts of `price`: base + taxes + fees. */
  readonly base_price?: number
  readonly taxes?: number
  readonly fees?: number
  /** Price of the whole party. */
  readonly total_price?: number
  /** RFC 3339. */
  readonly expires_at?: string
  /**
   * Separate tickets without a through connection, a ticket beyond the destination, one of which a
   * part is not flown, an open jaw or a multi-city trip. Absent: an ordinary fare.
   */
  readonly construction?: Construction
  readonly segments?: readonly NativeSegment[]
  readonly passenger_prices?: readonly NativePassengerPrice[]
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
  /** Absent where the source names none: economy is assumed and marked as assumed. */
  readonly cabin_class?: Cabin
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
    /** Source of the offers: "ndc", "sabre"... */
    readonly source?: string
    /** Text of a typed search. */
    readonly query?: string
    readonly price_offers: readonly NativeOffer[]
  }

/** One accepted offer; its fields are on the same level as those of the trip. */
export type NativeBooking = NativeTrip &
  NativeShopper &
  NativeOffer & {
    readonly type: 'booking'
    readonly booking_id: string
    readonly search_id?: string
  }

export type NativeEvent = NativeSearch | NativeBooking
