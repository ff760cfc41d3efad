/** Every feature of the hold model, in the order of training columns. */
import type { FeatureRow, FeatureValue } from '../../../models/features'
import { departureMoves } from './departure-moves'
import type { HoldContext, HoldFeature } from './hold-feature'
import { marketRate } from './market-rate'
import { neighbourMoves } from './neighbour-moves'
import { quoteAge } from './quote-age'

export const HOLD_FEATURES: readonly HoldFeature[] = [
  ...quoteAge,
  ...departureMoves,
  ...neighbourMoves,
  ...marketRate,
]

export function holdRow(context: HoldContext): FeatureRow {
  const values: Record<string, FeatureValue> = {}
  for (const { name, value } of HOLD_FEATURES) values[name] = value(context)
  return { currency: context.quote.currency, values }
}
