/** Columns shared by rows of searches, offers and bookings: their event and its trip. */
import { dayNumber, dayNumberAt } from '../../../models/airline/calendar'
import { endsOf } from '../../../models/airline/market'
import type { Event } from '../../events/event'
import type { Column } from './table'

export type TripSource = {
  readonly event: Event
  readonly origin: string
  readonly destination: string
  readonly departureDay: number
  readonly returnDay: number | undefined
}

/** Computed once per event, however many offers it has. */
export function tripSource(event: Event): TripSource {
  const { market, departureDate, returnDate } = event
  return {
    event,
    ...endsOf(market),
    departureDay: dayNumber(departureDate),
    returnDay: returnDate === undefined ? undefined : dayNumber(returnDate),
  }
}

export const CLOCKS: readonly Column<{ readonly event: Pick<Event, 'at' | 'receivedAt'> }>[] = [
  {
    name: 'occurred_at',
    kind: 'instant',
    about: 'Event time; not named "at", a reserved word of SQL',
    since: 1,
    required: true,
    value: ({ event }) => event.at,
  },
  {
    name: 'received_at',
    kind: 'instant',
    about: 'Time of first arrival',
    since: 1,
    required: true,
    value: ({ event }) => event.receivedAt,
  },
]

/** Listed in `filled` where the API assumed the value because the sender omitted it. */
export const PASSENGERS: Column<Pick<TripSource, 'event'>> = {
  name: 'passengers',
  kind: 'whole',
  about: 'Travellers',
  since: 1,
  fill: 1,
  value: ({ event }) => (event.assumed?.includes('passengers') ? undefined : event.passengers),
}

export const TRIP: readonly Column<TripSource>[] = [
  {
    name: 'market',
    kind: 'text',
    about: 'Origin and destination: "LIS-JFK"',
    since: 1,
    required: true,
    value: ({ event }) => event.market,
  },
  {
    name: 'origin',
    kind: 'text',
    about: 'IATA airport code',
    since: 1,
    required: true,
    value: ({ origin }) => origin,
  },
  {
    name: 'destination',
    kind: 'text',
    about: 'IATA airport code',
    since: 1,
    required: true,
    value: ({ destination }) => destination,
  },
  {
    name: 'departure_date',
    kind: 'day',
    about: 'Local to the origin',
    since: 1,
    required: true,
    value: ({ departureDay }) => departureDay,
  },
  {
    name: 'return_date',
    kind: 'day',
    about: 'Local to the destination; null one way',
    since: 1,
    value: ({ returnDay }) => returnDay,
  },
  {
    name: 'days_to_departure',
    kind: 'whole',
    about: 'Whole days from the UTC day of the event',
    since: 1,
    required: true,
    value: ({ event, departureDay }) => departureDay - dayNumberAt(event.at),
  },
  {
    name: 'cabin',
    kind: 'text',
    about: 'economy, premium, business or first',
    since: 1,
    fill: 'economy',
    value: ({ event }) => (event.assumed?.includes('cabin') ? undefined : event.cabin),
  },
  {
    name: 'currency',
    kind: 'text',
    about: 'ISO 4217',
    since: 1,
    required: true,
    value: ({ event }) => event.currency,
  },
]
