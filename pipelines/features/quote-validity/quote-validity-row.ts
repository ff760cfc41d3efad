/** Every feature of the quote-validity model, in the order of training columns. */
import type { FeatureRow, FeatureValue } from '../../../models/runtime/features'
import { departureMoves } from './departure-moves'
import { marketRate } from './market-rate'
import { neighbourMoves } from './neighbour-moves'
import { quoteAge } from './quote-age'
import type { QuoteContext, QuoteValidityFeature } from './quote-validity-feature'

export const HOLD_FEATURES: readonly QuoteValidityFeature[] = [
  ...quoteAge,
  ...departureMoves,
  ...neighbourMoves,
  ...marketRate,
]

export function quoteValidityRow(context: QuoteContext): FeatureRow {
  const values: Record<string, FeatureValue> = {}
  for (const { name, value } of HOLD_FEATURES) values[name] = value(context)
  return { currency: context.quote.currency, values }
}
