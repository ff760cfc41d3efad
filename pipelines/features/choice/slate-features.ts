/** Rows of a slate for the choice model: what is told of an offer beside the others, and who likes whom. */
import type { FeatureRow, FeatureValue } from '../../../models/runtime/features'
import { FLIGHT_FEATURES } from './flight-features'
import { PRICE_FEATURES } from './price-features'
import type { SlateFeature } from './slate-feature'
import type { AskedSlate } from './slate-offer'
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

/** One record an offer, in the order of the slate. */
export function slateValues(slate: AskedSlate): readonly NamedValues[] {
  const readers = SLATE_FEATURES.map(({ name, reader }) => [name, reader(slate)] as const)
  return slate.offers.map((offer) =>
    Object.fromEntries(readers.map(([name, read]) => [name, read(offer)]))
  )
}

/** As the model is asked: no feature is an amount, so no currency matters. */
export function slateRows(
  slate: AskedSlate,
  affinities: readonly NamedValues[]
): readonly FeatureRow[] {
  return slateValues(slate).map((values, at) => ({
    currency: '',
    values: { ...values, ...affinities[at] },
  }))
}
