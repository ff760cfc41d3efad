/** Time between the search and the departure. */
import { daysBetween } from '../../../models/airline/calendar'
import type { Feature, FeatureContext } from '../feature'
import { timeAtOrigin } from './search-time'

/** First day of each bucket; edges follow the advance-purchase rules fares are filed with. */
const BUCKETS = [0, 3, 7, 14, 21, 30, 60, 120] as const

export const advancePurchase: readonly Feature[] = [
  {
    name: 'days_to_departure',
    kind: 'number',
    unit: 'days',
    description:
      'Calendar days from the search to the departure, local to the origin; 0 on the day.',
    source: ['trip', 'clock', 'airports'],
    value: daysToDeparture,
  },
  {
    name: 'advance_purchase_bucket',
    kind: 'category',
    unit: 'days, as first-last',
    description: 'Days to departure in the steps of advance-purchase rules: 0-2, 3-6, ... 120+.',
    source: ['trip', 'clock', 'airports'],
    value: (context) => bucketOf(daysToDeparture(context)),
  },
]

/** Returns undefined after departure. */
export function daysToDeparture(context: FeatureContext): number | undefined {
  const days = daysBetween(timeAtOrigin(context).day, context.trip.departureDate)
  return days < 0 ? undefined : days
}

function bucketOf(days: number | undefined): string | undefined {
  if (days === undefined) return undefined
  const index = BUCKETS.findLastIndex((first) => first <= days)
  const next = BUCKETS[index + 1]
  return next === undefined ? `${BUCKETS[index]}+` : `${BUCKETS[index]}-${next - 1}`
}
