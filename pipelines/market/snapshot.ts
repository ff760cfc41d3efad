/**
 * The state of a market for answers: an immutable, versioned value. The market object creates it,
 * KV and isolate memory store copies, and recomputing from the same state gives the same value.
 */
import type { IsoDay } from '../../models/airline/calendar'
import type { Market } from '../../models/airline/market'
import type { Cabin } from '../../models/airline/trip'
import type { Doubt } from './gate/judge-offer'
import type { ItineraryKind } from './kinds/itinerary-kinds'

/** Version of the stored form. A copy of another version is not read. */
export const SNAPSHOT_SCHEMA = 2

export const WINDOWS = ['1h', '24h', '7d', '30d'] as const
export type Window = (typeof WINDOWS)[number]

/** Quantiles are stored at 0, 1/40, ... 1: enough to read a percentile to 2.5 points. */
export const GRID_STEPS = 40

export type PriceSummary = {
  readonly count: number
  readonly sumMinor: number
  readonly sumSquaresMinor: number
  readonly minMinor: number
  readonly maxMinor: number
  /** Sketch quantiles on the grid, minor units. */
  readonly gridMinor: readonly number[]
}

/** The lowest fare of one observation day of one departure date. */
export type LowestDay = {
  /** Day number of the observation. */
  readonly day: number
  readonly lowestMinor: number
  readonly count: number
  /** The market of the lowest fare, in the union of several markets. */
  readonly market?: Market | undefined
  /** Number of the sender whose fare it is, in a pool's row of fewer than three senders. */
  readonly sender?: number | undefined
}

/** One observation day of one departure date. */
export type FareDay = LowestDay & { readonly medianMinor: number }

/**
 * Lowest fares by kind of itinerary and by stay, by departure date, as text that groups/ reads: a
 * third of the size of objects, and free for an answer that needs none of them.
 */
export type ItineraryFares = {
  readonly kinds: readonly ItineraryKind[]
  readonly byKind: Readonly<Record<IsoDay, string>>
  /** Empty for one-way trips. */
  readonly byStay: Readonly<Record<IsoDay, string>>
}

/**
 * Offers of a fare group that cannot be true unless independent sightings show otherwise; no other
 * field counts them, and the group has no snapshot while it has no others.
 */
export type Quarantine = {
  readonly cabin: Cabin
  readonly roundTrip: boolean
  readonly currency: string
  /** Number of such offers in the last 30 days. */
  readonly offers: number
  /** The last seen of those neither confirmed nor gone. */
  readonly suspects: readonly SuspectFare[]
}

export type SuspectFare = {
  /** In the union of several markets. */
  readonly market?: Market | undefined
  readonly departureDate: IsoDay
  readonly airline: string
  readonly doubt: Doubt
  /** The lowest sighting. */
  readonly amountMinor: number
  readonly expectedMinor?: number | undefined
  readonly sightings: number
  readonly firstObservedAt: number
  readonly lastObservedAt: number
}

/** Fares that may be compared: one cabin, one way or round trip, one currency. */
export type FareGroupSnapshot = {
  readonly cabin: Cabin
  readonly roundTrip: boolean
  readonly currency: string
  readonly lastObservedAt: number
  readonly windows: Readonly<Partial<Record<Window, PriceSummary>>>
  /** Levels over 30 days, by airline code. */
  readonly airlines: Readonly<
    Record<
      string,
      { readonly count: number; readonly meanMinor: number; readonly minMinor: number }
    >
  >
  /** Fares by departure date; observation days oldest first. */
  readonly departures: Readonly<Record<IsoDay, readonly FareDay[]>>
  readonly itineraries?: ItineraryFares | undefined
  /** Those of each market, in the union of several; it has none of its own. */
  readonly itinerariesByMarket?:
    | readonly { readonly market: Market; readonly itineraries: ItineraryFares }[]
    | undefined
  /** Number of accounts that observed it; set in the market of a shared pool only. */
  readonly senders?: PoolSenders | undefined
}

export type PoolSenders = {
  readonly last30d: number
  /** Those with a fare observed that many days before its departure. */
  readonly byDaysToDeparture: Readonly<Record<number, number>>
}

export type MarketSnapshot = {
  readonly schema: typeof SNAPSHOT_SCHEMA
  readonly market: Market
  /** The markets of a city's airports that it joins; absent for a market by itself. */
  readonly markets?: readonly Market[] | undefined
  /** Increases with every applied batch. */
  readonly version: number
  /** The time at which the windows were read, epoch ms. */
  readonly at: number
  readonly lastObservedAt?: number | undefined
  readonly searches: {
    readonly last: Readonly<Record<Window, number>>
    /** Searches over 30 days, by hour of day UTC, 24 long. */
    readonly byHour: readonly number[]
    /** Searches over 30 days, by weekday, Monday first, 7 long. */
    readonly byWeekday: readonly number[]
  }
  readonly bookings30d: number
  readonly fareGroups: readonly FareGroupSnapshot[]
  /** By fare group; absent while none has kept an offer in quarantine for 30 days. */
  readonly quarantine?: readonly Quarantine[] | undefined
  /**
   * Offers in other currencies than the market's reference currency, since the market began; absent
   * without any.
   */
  readonly exchanges?:
    | {
        readonly reference: string
        readonly converted: Readonly<Record<string, number>>
        /** Offers without a rate, which form fare groups of their own. */
        readonly unconverted: Readonly<Record<string, number>>
      }
    | undefined
  /** Number of evictions since the market outgrew its bounds. */
  readonly evicted?:
    | { readonly fareGroups: number; readonly departures: number; readonly airlines: number }
    | undefined
}

/** Identifies a snapshot: in one market, equal marks mean equal content. */
export type SnapshotMark = Pick<MarketSnapshot, 'version' | 'at'>
