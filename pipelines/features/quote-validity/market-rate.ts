/** Change rate of the market at these days to departure, and the quote's position in the market. */
import { GRID_STEPS } from '../../market/snapshot'
import { alikeDays, changesBetween } from './market-moves'
import {
  daysAhead,
  logRatio,
  type QuoteContext,
  type QuoteValidityFeature,
} from './quote-validity-feature'

export const marketRate: readonly QuoteValidityFeature[] = [
  {
    name: 'market_alike_changes_per_day',
    kind: 'number',
    unit: '1 a day',
    description:
      'Changes of lowest fares over the days between observations, for departures at similar days to departure.',
    value: (context) => {
      const alike = alikeIn(context)
      return alike && alike.days > 0 ? alike.changes / alike.days : undefined
    },
  },
  {
    name: 'market_alike_days',
    kind: 'number',
    unit: 'days',
    description: 'Days between observations behind market_alike_changes_per_day.',
    value: (context) => alikeIn(context)?.days,
  },
  {
    name: 'market_recent_ratio',
    kind: 'number',
    unit: 'ratio',
    description:
      'Changes in the last two days of observation over those expected from days to departure.',
    value: ({ moves }) => moves?.recentRatio,
  },
  {
    name: 'quote_over_median',
    kind: 'number',
    unit: 'logarithm',
    description: 'The quote against the median fare of the last 30 days.',
    value: ({ fares, priceMinor }) =>
      logRatio(priceMinor, fares?.windows['30d']?.gridMinor[GRID_STEPS / 2]),
  },
  {
    name: 'quote_over_floor',
    kind: 'number',
    unit: 'logarithm',
    description: 'The quote against the lowest fare of the last 30 days.',
    value: ({ fares, priceMinor }) => logRatio(priceMinor, fares?.windows['30d']?.minMinor),
  },
]

function alikeIn({ moves, departureDay, now }: QuoteContext) {
  return moves && changesBetween(moves, ...alikeDays(Math.max(0, daysAhead(departureDay, now))))
}
