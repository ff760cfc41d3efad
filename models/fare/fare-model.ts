/** The port of the fare model: the price of an itinerary, with quantiles. */
import type { ModelInput } from '../encode'
import type { FeatureRow } from '../features'

export const FARE_QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9] as const

export type FarePrediction = {
  /** Expected fare, minor units of the trip's currency. */
  readonly amountMinor: number
  /** Fares at `FARE_QUANTILES`, minor units, never decreasing. */
  readonly quantilesMinor: readonly number[]
}

export interface FareModel {
  /** "fare@<version>", or "baseline" with the reason it stands in. */
  readonly name: string
  /** One prediction a row, in order; undefined where the model has no honest answer. */
  predict(rows: readonly FeatureRow[]): Promise<readonly (FarePrediction | undefined)[]>
  /** How the model is given a row; undefined when a rule answers, which reads the row itself. */
  inputs?(row: FeatureRow): readonly ModelInput[] | undefined
}
