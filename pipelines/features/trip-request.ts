/** The trip as requested. */
import { endsOf } from '../../models/airline/market'
import type { Feature } from './feature'

export const tripRequest: readonly Feature[] = [
  {
    name: 'origin',
    kind: 'category',
    unit: 'IATA code',
    description: 'Airport of origin.',
    source: ['trip'],
    value: ({ trip }) => endsOf(trip.market).origin,
  },
  {
    name: 'destination',
    kind: 'category',
    unit: 'IATA code',
    description: 'Airport of destination.',
    source: ['trip'],
    value: ({ trip }) => endsOf(trip.market).destination,
  },
  {
    name: 'market',
    kind: 'category',
    unit: 'two IATA codes',
    description: 'Origin and destination together, such as "LIS-JFK".',
    source: ['trip'],
    value: ({ trip }) => trip.market,
  },
  {
    name: 'currency',
    kind: 'category',
    unit: 'ISO 4217 code',
    description: 'Currency of the request.',
    source: ['trip'],
    value: ({ trip }) => trip.currency,
  },
  {
    name: 'cabin',
    kind: 'category',
    unit: 'cabin',
    description: 'Requested cabin: economy, premium, business or first.',
    source: ['trip'],
    value: ({ trip }) => trip.cabin,
  },
  {
    name: 'passengers',
    kind: 'number',
    unit: 'passengers',
    description: 'Passengers travelling together.',
    source: ['trip'],
    value: ({ trip }) => trip.passengers,
  },
]
