/**
 * Current fares and movements of adjacent departures, which are substitutes for flexible
 * travellers.
 */

import { dayNumber } from '../../../models/airline/calendar'
import { meanOf } from '../../../models/statistics/mean'
import type { Feature, FeatureContext } from '../feature'
import { marketPaths, ownPath, type Standing } from './outlook-paths'

const APART = [-7, -3, -2, -1, 1, 2, 3, 7] as const
const AROUND = [-3, -2, -1, 1, 2, 3] as const
const WEEKS = [-28, -21, -14, -7, 7, 14, 21, 28] as const
const MOVED_OVER = [1, 3, 7] as const

export const outlookNeighbours: readonly Feature[] = [
  ...APART.map((days) =>
    neighbour(
      `neighbour_${days < 0 ? 'before' : 'after'}_${Math.abs(days)}d`,
      `Lowest fare of the departure ${Math.abs(days)} days ${days < 0 ? 'before' : 'after'} over the fare now.`,
      (context, fare) => {
        const other = standingAt(context, days)
        return other && other.fare - fare
      }
    )
  ),
  neighbour('neighbours_lowest', 'Lowest fare within 3 days over the fare now.', (context, fare) =>
    least(fares(context, AROUND).map((other) => other - fare))
  ),
  neighbour('neighbours_mean', 'Mean fare within 3 days over the fare now.', (context, fare) =>
    meanOf(fares(context, AROUND).map((other) => other - fare))
  ),
  neighbour(
    'same_weekday_mean',
    'Mean fare 1 to 4 weeks before and after over the fare now.',
    (context, fare) => meanOf(fares(context, WEEKS).map((other) => other - fare))
  ),
  ...MOVED_OVER.map((days) =>
    neighbour(
      `neighbours_change_${days}d`,
      `Mean change over ${days} days of the fares within 3 days.`,
      (context) => meanOf(around(context, AROUND).flatMap((other) => changeOver(other, days) ?? []))
    )
  ),
]

/** Change of a departure's lowest fare over the last days, if it was observed on both. */
export function changeOver({ days, fare }: Standing, over: number): number | undefined {
  const latest = days.at(-1)?.day ?? 0
  const before = days.findLast(({ day }) => day <= latest - over)
  if (!before || before.day < latest - over - 2) return undefined
  return fare - Math.log(before.lowestMinor)
}

function neighbour(
  name: string,
  description: string,
  read: (context: FeatureContext, fare: number) => number | undefined
): Feature {
  return {
    name,
    kind: 'number',
    unit: 'log ratio',
    description,
    source: ['trip', 'clock', 'market'],
    value: (context) => {
      const fare = ownPath(context)?.fare
      return fare === undefined ? undefined : read(context, fare)
    },
  }
}

function standingAt(context: FeatureContext, apart: number): Standing | undefined {
  return marketPaths(context)?.standing.get(dayNumber(context.trip.departureDate) + apart)
}

function around(context: FeatureContext, apart: readonly number[]): Standing[] {
  return apart.flatMap((days) => standingAt(context, days) ?? [])
}

function fares(context: FeatureContext, apart: readonly number[]): number[] {
  return around(context, apart).map(({ fare }) => fare)
}

function least(values: readonly number[]): number | undefined {
  return values.length > 0 ? Math.min(...values) : undefined
}
