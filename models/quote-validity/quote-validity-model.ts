/** The port of the hold model: how far the price of a cached quote has moved since it was seen. */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'
import type { ChangeDistribution } from './change-distribution'

/** Undefined where the model has no honest answer. */
export type QuoteValidityModel = ModelPort<FeatureRow, ChangeDistribution | undefined>
