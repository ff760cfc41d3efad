/**
 * Movements of adjacent departures since the quote was observed, and the quote relative to them.
 */
import type { Neighbours } from './neighbours'
import {
  logRatio,
  NEAR_DAYS,
  type QuoteContext,
  type QuoteValidityFeature,
  WIDE_DAYS,
} from './quote-validity-feature'

export const neighbourMoves: readonly QuoteValidityFeature[] = [
  ...since('near', NEAR_DAYS, ({ near }) => near),
  ...since('wide', WIDE_DAYS, ({ wide }) => wide),
]

function since(
  name: string,
  reach: number,
  of: (context: QuoteContext) => Neighbours | undefined
): readonly QuoteValidityFeature[] {
  const whose = `departures within ${reach} days, observed both before and after the quote`
  return [
    {
      name: `${name}_seen_since`,
      kind: 'number',
      unit: 'departures',
      description: `Number of ${whose}.`,
      value: (context) => of(context)?.seen ?? 0,
    },
    {
      name: `${name}_changed_since`,
      kind: 'number',
      unit: 'share',
      description: `Share whose lowest fare changed, of ${whose}.`,
      value: (context) => {
        const { seen = 0, changed = 0 } = of(context) ?? {}
        return seen > 0 ? changed / seen : undefined
      },
    },
    {
      name: `${name}_change_since`,
      kind: 'number',
      unit: 'logarithm',
      description: `Mean change of the lowest fare of ${whose}.`,
      value: (context) => {
        const { seen = 0, logSum = 0 } = of(context) ?? {}
        return seen > 0 ? logSum / seen : undefined
      },
    },
    {
      name: `quote_over_${name}`,
      kind: 'number',
      unit: 'logarithm',
      description: `The quote against the mean of the latest lowest fares of departures within ${reach} days.`,
      value: (context) => logRatio(context.priceMinor, of(context)?.meanLatestMinor),
    },
  ]
}
