/** Search volume of the market. A market never observed has 0 searches, which is a known value. */
import type { Feature } from '../feature'

export const demand: readonly Feature[] = [
  {
    name: 'route_popularity',
    kind: 'number',
    unit: 'searches',
    description: 'Searches of the market in the last 30 days, all cabins and currencies.',
    source: ['market'],
    value: ({ snapshot }) => snapshot?.searches.last['30d'] ?? 0,
  },
  {
    name: 'search_volume_24h',
    kind: 'number',
    unit: 'searches',
    description: 'Searches of the market in the last 24 hours.',
    source: ['market'],
    value: ({ snapshot }) => snapshot?.searches.last['24h'] ?? 0,
  },
  {
    name: 'bookings_30d',
    kind: 'number',
    unit: 'bookings',
    description: 'Bookings of the market in the last 30 days.',
    source: ['market'],
    value: ({ snapshot }) => snapshot?.bookings30d ?? 0,
  },
]
