/** The port of the fare model: the price of an itinerary, with quantiles. */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'

export const FARE_QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9] as const

export type FarePrediction = {
  /** Expected fare in minor units of the trip's currency. */
  readonly amountMinor: number
  /** Fares at `FARE_QUANTILES` in minor units, never decreasing. */
  readonly quantilesMinor: readonly number[]
}

/** Undefined where the model cannot predict. */
export type FareModel = ModelPort<FeatureRow, FarePrediction | undefined>
