/**
 * Rows of a slate for the choice model: properties of each offer relative to the others, and
 * affinities.
 */
import type { FeatureRow, FeatureValue } from '../../../models/runtime/features'
import { FLIGHT_FEATURES } from './flight-features'
import { PRICE_FEATURES } from './price-features'
import type { SlateFeature } from './slate-feature'
import type { TripSlate } from './slate-offer'
import { SUBSTITUTE_FEATURES } from './substitute-features'
import { TIME_FEATURES } from './time-features'
import { TRIP_FEATURES } from './trip-features'

export const SLATE_FEATURES: readonly SlateFeature[] = [
  ...PRICE_FEATURES,
  ...FLIGHT_FEATURES,
  ...TIME_FEATURES,
  ...SUBSTITUTE_FEATURES,
  ...TRIP_FEATURES,
]

export type NamedValues = Readonly<Record<string, FeatureValue>>

/** One record per offer, in the order of the slate. */
export function slateValues(slate: TripSlate): readonly NamedValues[] {
  const readers = SLATE_FEATURES.map(({ name, reader }) => [name, reader(slate)] as const)
  return slate.offers.map((offer) =>
    Object.fromEntries(readers.map(([name, read]) => [name, read(offer)]))
  )
}

/** Rows for the model: no feature is an amount, so the currency does not matter. */
export function slateRows(
  slate: TripSlate,
  affinities: readonly NamedValues[]
): readonly FeatureRow[] {
  return slateValues(slate).map((values, at) => ({
    currency: '',
    values: { ...values, ...affinities[at] },
  }))
}
