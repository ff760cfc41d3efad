/**
 * Fares of other departures of the market at the same days to departure: the market's booking curve
 * of fares.
 */

import { dayNumber } from '../../../models/airline/calendar'
import { derivation } from '../../../models/runtime/derivation'
import type { FareGroupSnapshot } from '../../market/snapshot'
import { fareGroupOf, major } from '../context-fares'
import type { Feature, FeatureContext } from '../feature'
import { daysToDeparture } from './advance-purchase'

export const comparableFares: readonly Feature[] = [
  {
    name: 'comparable_mean_fare',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description:
      'Mean of the daily medians of the fare group, over departures observed as many days ahead (within 1 day, or 10 %), weighted by offers.',
    source: ['trip', 'clock', 'market'],
    value: (context) => {
      const { offers, medianSum } = comparable(context)
      return offers > 0 ? major(context, medianSum / offers) : undefined
    },
  },
  {
    name: 'comparable_lowest_fare',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description:
      'Mean of the daily lowest fares of the fare group, over departures observed as many days ahead (within 1 day, or 10 %), each day once.',
    source: ['trip', 'clock', 'market'],
    value: (context) => {
      const { days, lowestSum } = comparable(context)
      return days > 0 ? major(context, lowestSum / days) : undefined
    },
  },
  {
    name: 'comparable_observations',
    kind: 'number',
    unit: 'offers',
    description: 'Number of offers behind comparable_mean_fare.',
    source: ['trip', 'clock', 'market'],
    value: (context) => comparable(context).offers,
  },
]

type Comparable = { offers: number; medianSum: number; days: number; lowestSum: number }

function comparable(context: FeatureContext): Comparable {
  const total: Comparable = { offers: 0, medianSum: 0, days: 0, lowestSum: 0 }
  const fareGroup = fareGroupOf(context)
  const ahead = daysToDeparture(context)
  if (!fareGroup || ahead === undefined) return total

  const curve = curveOf(fareGroup)
  const reach = Math.max(1, Math.floor(ahead / 10))
  for (let days = Math.max(0, ahead - reach); days <= ahead + reach; days += 1) {
    const point = curve[days]
    if (!point) continue
    total.offers += point.offers
    total.medianSum += point.medianSum
    total.days += point.days
    total.lowestSum += point.lowestSum
  }
  return total
}

/** The offers of one slate read the same curve. */
const curveOf = derivation(readCurve)

function readCurve(fareGroup: FareGroupSnapshot): readonly (Comparable | undefined)[] {
  const curve: (Comparable | undefined)[] = []
  for (const [departureDate, days] of Object.entries(fareGroup.departures)) {
    const departure = dayNumber(departureDate)
    for (const { day, count, medianMinor, lowestMinor } of days) {
      const ahead = departure - day
      if (ahead < 0) continue
      const point = curve[ahead] ?? { offers: 0, medianSum: 0, days: 0, lowestSum: 0 }
      point.offers += count
      point.medianSum += count * medianMinor
      point.days += 1
      point.lowestSum += lowestMinor
      curve[ahead] = point
    }
  }
  return curve
}
