/** Recent fares of the market: levels and spread of all offers observed in the fare group. */

import { GRID_STEPS, type PriceSummary, type Window } from '../../market/snapshot'
import { fareGroupOf, major, meanMinor, pricesOf } from '../context-fares'
import type { Feature, FeatureContext } from '../feature'

export const priceLevel: readonly Feature[] = [
  {
    name: 'historical_average_30d',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description: 'Mean of all offers of the fare group observed in the last 30 days.',
    source: ['market'],
    value: (context) => mean(context, '30d'),
  },
  {
    name: 'price_volatility',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description:
      'Standard deviation of the offers observed in the last 30 days; needs two or more.',
    source: ['market'],
    value: (context) => major(context, deviationMinor(pricesOf(context, '30d'))),
  },
  {
    name: 'market_mean_7d',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description: 'Mean of the offers observed in the last 7 days.',
    source: ['market'],
    value: (context) => mean(context, '7d'),
  },
  {
    name: 'market_median_7d',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description: 'Median of the offers observed in the last 7 days, within 2 %.',
    source: ['market'],
    value: (context) => quantile(context, '7d', 0.5),
  },
  {
    name: 'market_median_30d',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description: 'Median of the offers observed in the last 30 days, within 2 %.',
    source: ['market'],
    value: (context) => quantile(context, '30d', 0.5),
  },
  {
    name: 'market_lower_quartile_30d',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description: 'Lower quartile of the offers observed in the last 30 days, within 2 %.',
    source: ['market'],
    value: (context) => quantile(context, '30d', 0.25),
  },
  {
    name: 'market_lowest_7d',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description: 'Lowest offer observed in the last 7 days.',
    source: ['market'],
    value: (context) => major(context, pricesOf(context, '7d')?.minMinor),
  },
  {
    name: 'market_lowest_30d',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description: 'Lowest offer observed in the last 30 days.',
    source: ['market'],
    value: (context) => major(context, pricesOf(context, '30d')?.minMinor),
  },
  {
    name: 'market_observations_30d',
    kind: 'number',
    unit: 'offers',
    description: 'Number of offers of the fare group observed in the last 30 days.',
    source: ['market'],
    value: (context) => fareGroupOf(context)?.windows['30d']?.count ?? 0,
  },
]

function mean(context: FeatureContext, window: Window): number | undefined {
  const prices = pricesOf(context, window)
  return prices && major(context, meanMinor(prices))
}

/** `share` must lie on the snapshot's grid. */
function quantile(context: FeatureContext, window: Window, share: number): number | undefined {
  return major(context, pricesOf(context, window)?.gridMinor[share * GRID_STEPS])
}

function deviationMinor(prices: PriceSummary | undefined): number | undefined {
  if (!prices || prices.count < 2) return undefined
  const { count, sumMinor, sumSquaresMinor } = prices
  const squares = sumSquaresMinor - (sumMinor * sumMinor) / count
  // Rounding can make the sum slightly negative when all prices are equal.
  return Math.sqrt(Math.max(0, squares) / (count - 1))
}
