/**
 * The model's unit of amounts, as units of the row's currency. A currency in the training data has
 * a constant. In any other, a constant would impose the training markets' level of fares on unknown
 * markets: there the market's recent mean maps to a level within the training range, and the model
 * predicts how this trip differs from it.
 */
import type { Manifest } from './artifact'
import type { FeatureRow } from './features'

/** In model units: slightly below the mean fares of the training sets, 277 and 368. */
const KNOWN_LEVEL = 250

/** NaN where neither is known: such a row gets no prediction. */
export function modelUnit({ currency, values }: FeatureRow, manifest: Manifest): number {
  const scale = manifest.currency_scale[currency]
  const trained = manifest.inputs.find(({ name }) => name === 'currency')?.categories
  if (scale !== undefined && (!trained || trained.includes(currency))) return scale
  const level = values.historical_average_30d
  return typeof level === 'number' && level > 0 ? level / KNOWN_LEVEL : Number.NaN
}
