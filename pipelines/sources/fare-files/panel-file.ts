/**
 * Fare panels: the same departures observed repeatedly, one flight a row. All flights of a market
 * and departure date in one currency at one instant are one search. A row that lists several
 * flights ("W61382|W61384") leaves open which of them has the price, so its offer names no flight.
 */
import { z } from 'zod'
import { IsoDay } from '../../../models/airline/calendar'
import { AirportCode } from '../../../models/airline/market'
import { Cabin } from '../../../models/airline/trip'
import {
  Count,
  type FareRow,
  Price,
  parseRow,
  type Sighting,
  type SourceAdapter,
} from '../document/adapter'

const oneOf = (text: string) => (text.includes('|') ? undefined : text)

const Row = z.object({
  observed_at: z.iso.datetime({ offset: true, error: 'must be an RFC 3339 instant' }),
  origin: AirportCode,
  destination: AirportCode,
  departure_date: IsoDay,
  return_date: IsoDay.optional(),
  carrier: z.string().regex(/^[A-Z0-9]{2}$/, 'must be a two-character IATA airline code'),
  flight_number: z.string().transform(oneOf).optional(),
  price: Price,
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 currency code'),
  seats_left: Count.optional(),
  /** Local time at the origin. */
  departure_time: z
    .string()
    .regex(/^\d\d:\d\d(\|\d\d:\d\d)*$/, 'must be a time such as "09:15"')
    .transform(oneOf)
    .optional(),
  stops: Count.optional(),
  duration_minutes: Count.optional(),
  cabin: Cabin.default('economy'),
})

export const panel: SourceAdapter = {
  requiredColumns: [
    'observed_at',
    'origin',
    'destination',
    'departure_date',
    'carrier',
    'price',
    'currency',
  ],
  read(cells: FareRow): Sighting | string {
    const row = parseRow(Row, cells)
    if (typeof row === 'string') return row
    const { departure_date, return_date, departure_time, currency, cabin } = row
    const market = `${row.origin}-${row.destination}`
    const dates = return_date ? `${departure_date}-${return_date}` : departure_date
    return {
      search: {
        timestamp: row.observed_at,
        search_id: `panel-${row.observed_at}-${market}-${dates}-${cabin}-${currency}`,
        origin_airport: row.origin,
        destination_airport: row.destination,
        departure_date,
        ...(return_date ? { return_date } : {}),
        number_of_passengers: 1,
        currency,
        cabin_class: cabin,
      },
      offer: {
        airline: row.carrier,
        ...(row.flight_number ? { flight_number: row.flight_number } : {}),
        price: row.price,
        ...(row.stops === undefined ? {} : { stops: row.stops }),
        ...(row.duration_minutes === undefined ? {} : { duration_minutes: row.duration_minutes }),
        ...(departure_time ? { departure_at: `${departure_date}T${departure_time}:00` } : {}),
        ...(row.seats_left === undefined ? {} : { seats_remaining: row.seats_left }),
      },
    }
  },
}
