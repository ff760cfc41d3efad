/**
 * A feature is one named value computed from what is known at `now` and from nothing later. The
 * same definition answers live and writes training rows.
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
  /** The market as it was at `now`, before the decision; undefined for a market never seen. */
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
  /** What it is read from; `market` is the snapshot's rolling state. */
  readonly source: readonly FeatureSource[]
  readonly value: (context: FeatureContext) => FeatureValue
}

/** A truth as a model reads it; what is not known stays so. */
export function flag(truth: boolean | undefined): number | undefined {
  return truth === undefined ? undefined : Number(truth)
}
