/** Features of the return flight of a round trip. */
import { dayNumber, daysBetween } from '../../../models/airline/calendar'
import { type Feature, flag } from '../feature'
import { weekday } from './departure-calendar'

export const returnTrip: readonly Feature[] = [
  {
    name: 'round_trip',
    kind: 'number',
    unit: 'flag, 0 or 1',
    description: 'The trip has a return.',
    source: ['trip'],
    value: ({ trip }) => flag(trip.returnDate !== undefined),
  },
  {
    name: 'return_date',
    kind: 'number',
    unit: 'days since 1970-01-01',
    description: 'Return date; missing for one way.',
    source: ['trip'],
    value: ({ trip }) => trip.returnDate && dayNumber(trip.returnDate),
  },
  {
    name: 'return_day_of_week',
    kind: 'number',
    unit: '1 Monday to 7 Sunday',
    description: 'Weekday of the return; missing for one way.',
    source: ['trip', 'calendar'],
    value: ({ trip }) => trip.returnDate && weekday(trip.returnDate),
  },
  {
    name: 'stay_nights',
    kind: 'number',
    unit: 'nights',
    description: 'Nights between departure and return; missing for one way.',
    source: ['trip', 'calendar'],
    value: ({ trip }) => trip.returnDate && daysBetween(trip.departureDate, trip.returnDate),
  },
]
