/** How far the two ends are apart. */
import { airport, greatCircleKm } from '../../../models/airline/airports'
import { endsOf } from '../../../models/airline/market'
import type { Feature } from '../feature'

export const distance: Feature = {
  name: 'great_circle_km',
  kind: 'number',
  unit: 'km',
  description: 'Great-circle distance between origin and destination.',
  source: ['trip', 'airports'],
  value: ({ trip }) => {
    const ends = endsOf(trip.market)
    const origin = airport(ends.origin)
    const destination = airport(ends.destination)
    return origin && destination && greatCircleKm(origin, destination)
  },
}
