/** Season of the departure at the destination, whose weather drives demand. */

import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import type { Feature } from '../feature'

const NORTHERN = ['winter', 'spring', 'summer', 'autumn'] as const
const SOUTHERN = ['summer', 'autumn', 'winter', 'spring'] as const

export const season: Feature = {
  name: 'season',
  kind: 'category',
  unit: 'winter, spring, summer or autumn',
  description: 'Meteorological season of the departure at the destination, by hemisphere.',
  source: ['trip', 'airports'],
  value: ({ trip }) => {
    const destination = place(endsOf(trip.market).destination)
    if (!destination) return undefined
    const month = Number(trip.departureDate.slice(5, 7))
    const quarter = Math.floor((month % 12) / 3)
    return (destination.latitude < 0 ? SOUTHERN : NORTHERN)[quarter]
  },
}
