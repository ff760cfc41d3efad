/** A feature of an offer within its slate. Training and serving use the same definition. */
import type { FeatureValue } from '../../../models/runtime/features'
import type { SlateOffer, TripSlate } from './slate-offer'

export type LearnedSlateFeature = {
  /** snake_case, final once published. */
  readonly name: string
  readonly unit: string
  readonly description: string
}

export type SlateFeature = LearnedSlateFeature & {
  /** Called once per slate; the returned function is called once per offer. */
  readonly reader: (slate: TripSlate) => (offer: SlateOffer) => FeatureValue
}
