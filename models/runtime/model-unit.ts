/**
 * The unit a model sees amounts in, as units of the row's currency. A currency the model was trained
 * on has a constant. In any other a constant would push the model's own level of fares on markets it
 * never saw: there the market's recent mean stands for a level that the model knows, and what it
 * tells is how this trip differs from it.
 */
import type { Manifest } from './artifact'
import type { FeatureRow } from './features'

/** Model units: a little below the mean fares of the data sets trained on, 277 and 368. */
const KNOWN_LEVEL = 250

/** NaN where neither is known: such a row is not answered. */
export function modelUnit({ currency, values }: FeatureRow, manifest: Manifest): number {
  const scale = manifest.currency_scale[currency]
  const trained = manifest.inputs.find(({ name }) => name === 'currency')?.categories
  if (scale !== undefined && (!trained || trained.includes(currency))) return scale
  const level = values.historical_average_30d
  return typeof level === 'number' && level > 0 ? level / KNOWN_LEVEL : Number.NaN
}
