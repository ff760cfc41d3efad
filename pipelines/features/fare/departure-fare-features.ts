/** Past fares of the same departure date, and their movement. */
import { dayNumberAt } from '../../../models/airline/calendar'
import type { FareDay } from '../../market/snapshot'
import { fareGroupOf, major } from '../context-fares'
import type { Feature, FeatureContext } from '../feature'

export const departureFares: readonly Feature[] = [
  {
    name: 'departure_lowest_fare',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description: 'Lowest offer of the same departure date on its latest observation day so far.',
    source: ['trip', 'clock', 'market'],
    value: (context) => major(context, seen(context).at(-1)?.lowestMinor),
  },
  {
    name: 'departure_median_fare',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description: 'Median offer of the same departure date on its latest observation day so far.',
    source: ['trip', 'clock', 'market'],
    value: (context) => major(context, seen(context).at(-1)?.medianMinor),
  },
  {
    name: 'departure_observation_age_days',
    kind: 'number',
    unit: 'days',
    description: 'Days since the last observation of the departure date.',
    source: ['trip', 'clock', 'market'],
    value: (context) => {
      const latest = seen(context).at(-1)
      return latest && today(context) - latest.day
    },
  },
  {
    name: 'departure_observations',
    kind: 'number',
    unit: 'offers',
    description: 'Offers observed for the same departure date over its stored days.',
    source: ['trip', 'clock', 'market'],
    value: (context) => seen(context).reduce((total, { count }) => total + count, 0),
  },
  {
    name: 'departure_lowest_ever',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description: 'Lowest offer of the same departure date over its stored days.',
    source: ['trip', 'clock', 'market'],
    value: (context) => {
      const days = seen(context)
      if (days.length === 0) return undefined
      return major(context, Math.min(...days.map(({ lowestMinor }) => lowestMinor)))
    },
  },
  {
    name: 'departure_change_7d',
    kind: 'number',
    unit: 'share',
    description:
      'Change of the lowest offer of the same departure date from the latest day at least 7 days before the latest observation, to that observation.',
    source: ['trip', 'clock', 'market'],
    value: (context) => {
      const days = seen(context)
      const latest = days.at(-1)
      const before = latest && days.findLast(({ day }) => day <= latest.day - 7)
      return before && latest.lowestMinor / before.lowestMinor - 1
    },
  },
]

/** Observation days up to now, oldest first; the snapshot may be newer than the request. */
function seen(context: FeatureContext): readonly FareDay[] {
  const departures = fareGroupOf(context)?.departures
  const { departureDate } = context.trip
  if (!departures || !Object.hasOwn(departures, departureDate)) return []
  const days = departures[departureDate] ?? []
  const last = today(context)
  return days.filter(({ day }) => day <= last)
}

function today({ now }: FeatureContext): number {
  return dayNumberAt(now)
}
