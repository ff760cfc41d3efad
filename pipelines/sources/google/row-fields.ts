/** Fields of a scraped row or question under the names that scrapers give them. */
import { at, text } from '../document/json-value'

const NAMES = {
  origin: [
    'origin',
    'from',
    'from_airport',
    'departure_airport',
    'departure_airport_code',
    'departure_id',
    'origin_airport',
    'origin_code',
    'source',
    'dep_airport',
    'departureAirport',
    'fromAirport',
  ],
  destination: [
    'destination',
    'to',
    'to_airport',
    'arrival_airport',
    'arrival_airport_code',
    'arrival_id',
    'destination_airport',
    'destination_code',
    'arr_airport',
    'arrivalAirport',
    'toAirport',
  ],
  departureDate: [
    'departure_date',
    'outbound_date',
    'depart_date',
    'departureDate',
    'date',
    'flight_date',
    'travel_date',
  ],
  returnDate: ['return_date', 'inbound_date', 'returnDate'],
  departureTime: [
    'departure_time',
    'departure',
    'depart_time',
    'departureTime',
    'departure_datetime',
    'dep_time',
  ],
  arrivalTime: [
    'arrival_time',
    'arrival',
    'arrive_time',
    'arrivalTime',
    'arrival_datetime',
    'arr_time',
  ],
  airline: ['airline', 'airlines', 'airline_name', 'carrier', 'name', 'company', 'airline_code'],
  flightNumber: ['flight_number', 'flight', 'flight_no', 'flightNumber'],
  duration: ['duration', 'total_duration', 'travel_time', 'flight_duration', 'duration_minutes'],
  stops: ['stops', 'number_of_stops', 'num_stops', 'layovers'],
  price: ['price', 'total_price', 'fare', 'amount', 'cost'],
  currency: ['currency', 'currency_code', 'curr'],
  cabin: ['cabin', 'cabin_class', 'travel_class', 'seat', 'class', 'seat_class', 'fare_class'],
} as const

/** The first of the names that holds text or a number; a place may be an object with its code. */
export function field(value: unknown, name: keyof typeof NAMES): string | undefined {
  for (const each of NAMES[name]) {
    const found = at(value, each)
    // Most names are absent: a body may be ten thousand rows of another form.
    if (found === undefined) continue
    const read =
      text(found) ?? text(at(found, 'code')) ?? text(at(found, 'iata')) ?? text(at(found, 'id'))
    if (read !== undefined) return read
    // Airlines of one row may be a list.
    if (Array.isArray(found) && found.length > 0)
      return text(found[0]) ?? text(at(found[0], 'name'))
  }
  return undefined
}
