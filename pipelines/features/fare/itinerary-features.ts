/** Features of the chosen flights, as far as they are known. */
import type { Feature } from '../feature'

export const itinerary: readonly Feature[] = [
  {
    name: 'stops',
    kind: 'number',
    unit: 'stops',
    description: 'Stops of the outbound direction.',
    source: ['itinerary'],
    value: (context) => context.itinerary.stops,
  },
  {
    name: 'duration_minutes',
    kind: 'number',
    unit: 'minutes',
    description: 'Travel time of the outbound direction, connections included.',
    source: ['itinerary'],
    value: (context) => context.itinerary.durationMinutes,
  },
  {
    name: 'airline',
    kind: 'category',
    unit: 'IATA airline code',
    description: 'Marketing airline.',
    source: ['itinerary'],
    value: (context) => context.itinerary.airline,
  },
  {
    name: 'flight_number',
    kind: 'category',
    unit: 'airline code and number',
    description: 'Marketing flight number of the first segment.',
    source: ['itinerary'],
    value: (context) => context.itinerary.flightNumber,
  },
  {
    name: 'departure_hour',
    kind: 'number',
    unit: 'hour, 0 to 24 with minutes as a fraction',
    description: 'Local time of departure at the origin.',
    source: ['itinerary'],
    value: (context) => hourOf(context.itinerary.departureAt),
  },
  {
    name: 'seats_remaining',
    kind: 'number',
    unit: 'seats',
    description: 'Seats left at this price, as the seller states it (most cap it at 9).',
    source: ['itinerary'],
    value: (context) => context.itinerary.seatsRemaining,
  },
  {
    name: 'bags_included',
    kind: 'number',
    unit: 'checked bags',
    description: 'Checked bags in the price.',
    source: ['itinerary'],
    value: (context) => context.itinerary.bagsIncluded,
  },
]

/** Parses "2026-11-20T14:30": the text is already local. */
function hourOf(departureAt: string | undefined): number | undefined {
  const time = departureAt?.match(/T(\d{2}):(\d{2})/)
  return time ? Number(time[1]) + Number(time[2]) / 60 : undefined
}
