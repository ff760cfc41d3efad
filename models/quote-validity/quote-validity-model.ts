/**
 * The port of the quote-validity model: how far the price of a cached quote has moved since it was
 * observed.
 */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'
import type { ChangeDistribution } from './change-distribution'

/** Undefined where the model cannot predict. */
export type QuoteValidityModel = ModelPort<FeatureRow, ChangeDistribution | undefined>
