/** Distance between origin and destination. */

import { greatCircleKm } from '../../../models/airline/great-circle'
import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import type { Feature } from '../feature'

export const distance: Feature = {
  name: 'great_circle_km',
  kind: 'number',
  unit: 'km',
  description: 'Great-circle distance between origin and destination.',
  source: ['trip', 'airports'],
  value: ({ trip }) => {
    const ends = endsOf(trip.market)
    const origin = place(ends.origin)
    const destination = place(ends.destination)
    return origin && destination && greatCircleKm(origin, destination)
  },
}
