/**
 * Movements of the market's departures at these days to departure: the curve of recent weeks, and
 * today's fares of departures at similar days to departure.
 */

import { dayNumber } from '../../../models/airline/calendar'
import { weekdayOf } from '../../../models/airline/local-time'
import { derivation } from '../../../models/runtime/derivation'
import { meanOf } from '../../../models/statistics/mean'
import type { Feature, FeatureContext } from '../feature'
import { changeOver } from './outlook-neighbours'
import {
  CURVE_STEPS,
  type CurvePoint,
  curveAround,
  type MarketPaths,
  marketPaths,
  ownPath,
  type Standing,
} from './outlook-paths'

/** Fewer observations do not characterise a market. */
const ENOUGH = 5
const TREND_OVER = [1, 3, 7, 14] as const

export const outlookMarket: readonly Feature[] = [
  market(
    'curve_sightings',
    'sightings',
    'Observations behind the curve at these days to departure.',
    (context) => pointOf(context)?.seen
  ),
  market(
    'curve_level',
    'log ratio',
    'Mean fare at these days to departure over the fare now.',
    (context, fare) => {
      const point = pointOf(context)
      return point && point.seen >= ENOUGH ? point.sum / point.seen - fare : undefined
    }
  ),
  market(
    'curve_spread',
    'log ratio',
    'Standard deviation of fares at these days to departure.',
    (context) => {
      const point = pointOf(context)
      return point && point.seen >= ENOUGH
        ? deviation(point.sum, point.squares, point.seen)
        : undefined
    }
  ),
  ...CURVE_STEPS.flatMap((days, step) => [
    market(
      `curve_change_${days}d`,
      'log ratio',
      `Mean change of fares over ${days} days from these days to departure.`,
      (context) => changes(context, step, ({ sum, count }) => sum / count)
    ),
    market(
      `curve_change_spread_${days}d`,
      'log ratio',
      `Standard deviation of the changes over ${days} days.`,
      (context) =>
        changes(context, step, ({ sum, squares, count }) => deviation(sum, squares, count))
    ),
    market(
      `curve_falls_${days}d`,
      'share',
      `Share of fares that fell by 5 % or more within ${days} days.`,
      (context) => changes(context, step, ({ falls, count }) => falls / count)
    ),
    market(
      `curve_lowest_${days}d`,
      'log ratio',
      `Mean of the lowest fare of the next ${days} days over the fare then.`,
      (context) => changes(context, step, ({ lowest, count }) => lowest / count)
    ),
  ]),
  market(
    'peers_level',
    'log ratio',
    'Mean fare of departures at similar days to departure over the fare now.',
    (context, fare) => {
      const level = meanOf(peers(context).map((other) => other.fare))
      return level === undefined ? undefined : level - fare
    }
  ),
  market(
    'peers_dearer',
    'share',
    'Share of departures at similar days to departure that cost more.',
    (context, fare) => meanOf(peers(context).map((other) => Number(other.fare > fare)))
  ),
  market(
    'peers_weekday_level',
    'log ratio',
    'Mean fare of those on the same weekday over the fare now.',
    (context, fare) => {
      const weekday = weekdayOf(dayNumber(context.trip.departureDate))
      const level = meanOf(
        peers(context)
          .filter(({ departure }) => weekdayOf(departure) === weekday)
          .map((other) => other.fare)
      )
      return level === undefined ? undefined : level - fare
    }
  ),
  ...TREND_OVER.map((days) =>
    market(
      `peers_change_${days}d`,
      'log ratio',
      `Mean change over the last ${days} days of departures at similar days to departure.`,
      (context) => meanOf(peers(context).flatMap((other) => changeOver(other, days) ?? []))
    )
  ),
  market(
    'market_change_1d',
    'log ratio',
    'Mean change since yesterday of all departures of the market.',
    (context) => marketChange(context)
  ),
]

function market(
  name: string,
  unit: string,
  description: string,
  read: (context: FeatureContext, fare: number) => number | undefined
): Feature {
  return {
    name,
    kind: 'number',
    unit,
    description,
    source: ['trip', 'clock', 'market'],
    value: (context) => {
      const fare = ownPath(context)?.fare
      return fare === undefined ? undefined : read(context, fare)
    },
  }
}

function aheadOf(context: FeatureContext): number {
  return dayNumber(context.trip.departureDate) - (marketPaths(context)?.today ?? 0)
}

/** A row reads the same point and peers a dozen times. */
const pointOf = derivation((context: FeatureContext): CurvePoint | undefined => {
  const paths = marketPaths(context)
  const ahead = aheadOf(context)
  return paths && curveAround(paths.curve, ahead, Math.max(1, Math.floor(ahead / 10)))
})

function changes(
  context: FeatureContext,
  step: number,
  read: (changes: CurvePoint['changes'][number]) => number
): number | undefined {
  const found = pointOf(context)?.changes[step]
  return found && found.count >= ENOUGH ? read(found) : undefined
}

/** Departures whose days to departure are within 3 days or a fifth of this one's, excluding it. */
const peers = derivation((context: FeatureContext): readonly Standing[] => {
  const standing = marketPaths(context)?.standing
  const departure = dayNumber(context.trip.departureDate)
  const reach = Math.max(3, Math.floor(aheadOf(context) / 5))
  const found: Standing[] = []
  for (let day = departure - reach; day <= departure + reach; day += 1) {
    const other = day === departure ? undefined : standing?.get(day)
    if (other) found.push(other)
  }
  return found
})

const meanChange = derivation(({ standing }: MarketPaths) =>
  meanOf([...standing.values()].flatMap((each) => changeOver(each, 1) ?? []))
)

function marketChange(context: FeatureContext): number | undefined {
  const paths = marketPaths(context)
  return paths && meanChange(paths)
}

function deviation(sum: number, squares: number, count: number): number {
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))
}
