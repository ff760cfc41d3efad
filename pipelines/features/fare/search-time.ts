/** Local time of the search at the origin (UTC for an unknown airport). */

import { type LocalTime, localTime } from '../../../models/airline/local-time'
import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import type { Feature, FeatureContext } from '../feature'

export const searchTime: readonly Feature[] = [
  {
    name: 'search_hour',
    kind: 'number',
    unit: 'hour, 0 to 23',
    description: 'Hour of the search, local to the origin.',
    source: ['clock', 'airports'],
    value: (context) => timeAtOrigin(context).hour,
  },
  {
    name: 'search_day_of_week',
    kind: 'number',
    unit: '1 Monday to 7 Sunday',
    description: 'Weekday of the search, local to the origin.',
    source: ['clock', 'airports'],
    value: (context) => timeAtOrigin(context).weekday,
  },
]

export function timeAtOrigin({ now, trip }: FeatureContext): LocalTime {
  return localTime(now, place(endsOf(trip.market).origin)?.timeZone ?? 'UTC')
}
