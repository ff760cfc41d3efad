/** The ground truth of a simulated day. It never enters an event. */
import type { IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import type { Segment } from '../people/segment'
import type { Taste } from '../people/tastes'

export type DepartureTruth = {
  readonly market: Market
  readonly departureDate: IsoDay
  readonly flightNumber: string
  readonly airline: string
  readonly daysToDeparture: number
  readonly seats: number
  /** Net bookings at the end of the day. */
  readonly booked: number
  /**
   * Seats wanted today had this flight never been sold out: by those who liked it best at the fares
   * of the day, a sold-out flight at the last fare it had. `accepted + refused`.
   */
  readonly wanted: Readonly<Record<Segment, number>>
  /** Seats sold today to shoppers whose first choice was this flight, and to groups. */
  readonly accepted: number
  /** Spill: seats demanded when none was available. */
  readonly refused: number
  /** Seats sold today to shoppers refused on another flight. */
  readonly recaptured: number
  readonly groupSeats: number
  readonly cancelled: number
  /** Booked seats whose passengers did not show up; set on the day of departure. */
  readonly noShows: number
  /** Lowest open step of the ladder at the start of the day; undefined when none is. */
  readonly openStep: number | undefined
  /** Fare of the lowest open step; undefined when sold out or closed. */
  readonly lowestFare: number | undefined
  /** Lowest fares of other airlines on the date. */
  readonly competitorFares: readonly number[]
}

export type ShopperTruth = {
  /** Id of the search among the events of the day. */
  readonly searchId: string
  readonly segment: Segment
  /** Taste of the person, constant over all trips of the segment. */
  readonly taste: Taste
  /** One value an offer, in the slate's order. Leanings are utilities without the random part. */
  readonly willingnessToPay: readonly number[]
  readonly leanings: readonly number[]
  readonly utilities: readonly number[]
  /** Index of the offer booked; undefined when none was. */
  readonly choice: number | undefined
  /** Index of the offer clicked; undefined when none was. */
  readonly clicked: number | undefined
  /** Whether the shopper returns on a later day to decide. */
  readonly postponed: boolean
}

export const FAULT_KINDS = [
  /** A mistake fare of a tenth of the fare, as a digit is missing. The airline honours it. */
  'missing_digit',
  /** Labelled with one currency, stated in another. */
  'currency_mixup',
  /** Minor units sent as major units: a hundred times the fare. */
  'unit_error',
  /** The feed is stale: it repeats the fares of the first day. */
  'frozen_feed',
  /** The cheapest airline is missing from slates. */
  'dropped_carrier',
  /** Fares without their taxes. */
  'taxes_missing',
  /** The fare error grows every day. */
  'slow_drift',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export type InjectedFault = {
  readonly kind: FaultKind
  readonly market: Market
  /** Airline whose fares are affected. */
  readonly airline: string
  /** First and last affected departure date. */
  readonly departures: readonly [IsoDay, IsoDay]
  /** First and last day on which the fault is active. */
  readonly from: IsoDay
  readonly to: IsoDay
  /** Factor on the fare: the daily factor of a drift, 1 where fares are not multiplied. */
  readonly factor: number
}

export type MarketTruth = {
  readonly market: Market
  /** Demand of this day relative to a usual one: season, weekday and search level. */
  readonly demandLevel: number
  /** Expected number of sessions that partners observe on such a day. */
  readonly expectedSessions: number
  /** Seats demanded today over all departures, before any choice. */
  readonly sought: number
  /** `booked + refused + left = sought`; refused demand found no seat and took no other flight. */
  readonly booked: number
  readonly refused: number
  readonly left: number
}

export type DayTruth = {
  readonly markets: readonly MarketTruth[]
  /** Computed at each call; call it before the next day begins. */
  departures(): Iterable<DepartureTruth>
  /** Empty when `detail` is `panel`. */
  readonly shoppers: readonly ShopperTruth[]
  /** Faults that are active today. */
  readonly faults: readonly InjectedFault[]
}
