/**
 * A feature is one named value computed from data known at `now` and nothing later. The same
 * definition serves live requests and writes training rows.
 */

import type { Itinerary, Shopper, Trip } from '../../models/airline/trip'
import type { FeatureKind, FeatureValue } from '../../models/runtime/features'
import type { MarketSnapshot } from '../market/snapshot'

export type FeatureContext = {
  /** Decision time, epoch ms. */
  readonly now: number
  readonly trip: Trip
  readonly itinerary: Itinerary
  readonly shopper: Shopper
  /** The market's state at `now`, before the decision; undefined for a market never observed. */
  readonly snapshot: MarketSnapshot | undefined
}

export type FeatureSource =
  | 'trip'
  | 'itinerary'
  | 'shopper'
  | 'clock'
  | 'calendar'
  | 'airports'
  | 'market'

export type Feature = {
  /** snake_case, final once published. */
  readonly name: string
  readonly kind: FeatureKind
  readonly unit: string
  readonly description: string
  /** Inputs of the feature; `market` is the snapshot's rolling state. */
  readonly source: readonly FeatureSource[]
  readonly value: (context: FeatureContext) => FeatureValue
}

/** Encodes a boolean as a number; unknown stays undefined. */
export function flag(truth: boolean | undefined): number | undefined {
  return truth === undefined ? undefined : Number(truth)
}
