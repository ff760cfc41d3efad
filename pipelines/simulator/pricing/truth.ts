/** What really happened on a simulated day. It never enters an event. */
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
  /** Seats sold today to those who wanted this flight first, and in groups. */
  readonly accepted: number
  /** Wanted, but there was no seat: spill. */
  readonly refused: number
  /** Seats sold today to those refused elsewhere. */
  readonly recaptured: number
  readonly groupSeats: number
  readonly cancelled: number
  /** On the day of departure: booked seats whose passengers did not come. */
  readonly noShows: number
  /** Lowest open step of the ladder at the start of the day; undefined when none is. */
  readonly openStep: number | undefined
  /** Its fare; undefined when sold out or closed. */
  readonly lowestFare: number | undefined
  /** Lowest fares of other airlines on the date. */
  readonly competitorFares: readonly number[]
}

export type ShopperTruth = {
  /** The search in the events of the day. */
  readonly searchId: string
  readonly segment: Segment
  /** The same whenever this person travels on such a trip. */
  readonly taste: Taste
  /** Per offer of the slate, in its order. Leanings are utilities without their chance. */
  readonly willingnessToPay: readonly number[]
  readonly leanings: readonly number[]
  readonly utilities: readonly number[]
  /** Index of the offer booked; undefined when none was. */
  readonly choice: number | undefined
  /** Index of the offer clicked; undefined when none was. */
  readonly clicked: number | undefined
  /** Looks again on a later day, and decides then. */
  readonly postponed: boolean
}

export const FAULT_KINDS = [
  /** A mistake fare: a digit is missing, a tenth of the fare is asked. The airline honours it. */
  'missing_digit',
  /** Told in one currency, counted in another. */
  'currency_mixup',
  /** Minor units told as major: a hundred times the fare. */
  'unit_error',
  /** The feed stands still: fares of the first day are told on all. */
  'frozen_feed',
  /** The cheapest airline is missing from slates. */
  'dropped_carrier',
  /** Fares without their taxes. */
  'taxes_missing',
  /** A little more each day. */
  'slow_drift',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export type InjectedFault = {
  readonly kind: FaultKind
  readonly market: Market
  /** Whose fares it touches. */
  readonly airline: string
  /** First and last departure date it touches. */
  readonly departures: readonly [IsoDay, IsoDay]
  /** First and last day on which it shows. */
  readonly from: IsoDay
  readonly to: IsoDay
  /** On the fare; a day's worth for a drift, 1 where fares are not multiplied. */
  readonly factor: number
}

export type MarketTruth = {
  readonly market: Market
  /** Demand of this day against a usual one: season, weekday and mood of asking. */
  readonly demandLevel: number
  /** Sessions of our partners' shoppers expected on such a day. */
  readonly expectedSessions: number
  /** Seats wanted today over all departures, before any choice. */
  readonly sought: number
  /** `booked + refused + left = sought`: refused found no seat and took no other flight. */
  readonly booked: number
  readonly refused: number
  readonly left: number
}

export type DayTruth = {
  readonly markets: readonly MarketTruth[]
  /** Made anew at each call; read it before the next day begins. */
  departures(): Iterable<DepartureTruth>
  /** Empty in panel-only runs. */
  readonly shoppers: readonly ShopperTruth[]
  /** Faults that show today. */
  readonly faults: readonly InjectedFault[]
}
