/**
 * State of one fare group: price windows, airline levels, fares by departure date, the lowest of them by
 * kind of itinerary and by stay, and the gate that offers pass before they are counted.
 */
import { type AirlineLevels, createAirlineLevels } from './airline-levels'
import type { DepartureFares } from './departure-history'
import { createGate, type OfferGate } from './gate/offer-gate'
import type { Bounds } from './gate/plausible-bounds'
import { createKinds, type ItineraryKind, type ItineraryKinds } from './kinds/itinerary-kinds'
import type { FareGroup } from './market-batch'
import { createWindows, type PriceWindows } from './price-windows'
import type { FareGroupSnapshot } from './snapshot'

export type FareGroupState = {
  readonly fareGroup: FareGroup
  lastObservedAt: number
  readonly windows: PriceWindows
  readonly airlines: AirlineLevels
  /** Fares by day number of the departure. */
  readonly departures: Map<number, DepartureFares>
  readonly kinds: ItineraryKinds
  readonly gate: OfferGate
  /** Fares by kind and by stay as text, by day number of the departure, until they change. */
  readonly texts: Map<number, FareTexts>
  /** The last snapshot, valid until the next observation or time step. */
  memo?: { readonly step: number; readonly snapshot: FareGroupSnapshot } | undefined
}

export type FareTexts = { readonly kindText: string; readonly stayText: string }

/** The offers of one search: rows `from` to `end`, at least one. */
export type SeenOffers = {
  readonly at: number
  readonly departureDay: number
  readonly amountMinor: Float64Array
  /** Nights, or ONE_WAY. */
  readonly stayNights: number
  readonly kindOf: (row: number) => ItineraryKind
  /** Who sent the search, see MarketBatch. */
  readonly sender: string
  /** Bounds of a price while the group has no level. */
  readonly bounds: Bounds | undefined
  readonly from: number
  readonly end: number
}

export function createFareGroup(fareGroup: FareGroup): FareGroupState {
  return {
    fareGroup,
    lastObservedAt: 0,
    windows: createWindows(),
    airlines: createAirlineLevels(),
    departures: new Map(),
    kinds: createKinds(),
    gate: createGate(),
    texts: new Map(),
  }
}
