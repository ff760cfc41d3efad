/** A feature of an offer within its slate. Same definition in training and serving. */
import type { FeatureValue } from '../../../models/runtime/features'
import type { AskedSlate, SlateOffer } from './slate-offer'

export type LearnedSlateFeature = {
  /** snake_case, final once published. */
  readonly name: string
  readonly unit: string
  readonly description: string
}

export type SlateFeature = LearnedSlateFeature & {
  /** Called once a slate, then once an offer. */
  readonly reader: (slate: AskedSlate) => (offer: SlateOffer) => FeatureValue
}
