/** The port of the hold model: how far the price of a cached quote has moved since it was seen. */
import type { FeatureRow } from '../features'
import type { ChangeDistribution } from './change-distribution'

export interface HoldModel {
  /** "hold@<version>", or "baseline" with the reason it stands in. */
  readonly name: string
  /** One distribution a row, in order; undefined where the model has no honest answer. */
  predict(rows: readonly FeatureRow[]): Promise<readonly (ChangeDistribution | undefined)[]>
}
