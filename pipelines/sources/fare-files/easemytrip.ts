/**
 * EaseMyTrip fares (Kaggle shubhambathwal/flight-price-prediction): every offer of 30 Indian
 * markets on one scrape day, in INR. Market, class and days left make one search with its full
 * offer list. Cities stand for their airport; a part of the day stands for its middle.
 */
import { z } from 'zod'
import { dayNumber, dayOf } from '../../../models/airline/calendar'
import {
  Count,
  type FareRow,
  Price,
  parseRow,
  type Sighting,
  type SourceAdapter,
} from '../document/adapter'
import { instantWithin } from './spread'

const SCRAPE_DAY = '2022-02-10'

const airports = {
  Bangalore: 'BLR',
  Chennai: 'MAA',
  Delhi: 'DEL',
  Hyderabad: 'HYD',
  Kolkata: 'CCU',
  Mumbai: 'BOM',
} as const
const airlines = {
  AirAsia: 'I5',
  Air_India: 'AI',
  GO_FIRST: 'G8',
  Indigo: '6E',
  SpiceJet: 'SG',
  Vistara: 'UK',
} as const
const stops = { zero: 0, one: 1, two_or_more: 2 } as const
const cabins = { Economy: 'economy', Business: 'business' } as const
const clocks = {
  Late_Night: '02:00:00',
  Early_Morning: '06:00:00',
  Morning: '10:00:00',
  Afternoon: '14:00:00',
  Evening: '18:00:00',
  Night: '22:00:00',
} as const

/** Schema of a name in the table; it yields the table's value. */
function named<K extends string, V>(table: Readonly<Record<K, V>>) {
  const known = new Map<string, V>(Object.entries<V>(table))
  return z.string().transform((name, context) => {
    const value = known.get(name)
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: `must be one of ${[...known.keys()].join(', ')}` })
    return z.NEVER
  })
}

const Row = z.object({
  airline: named(airlines),
  flight: z.string().optional(),
  source_city: named(airports),
  destination_city: named(airports),
  departure_time: named(clocks),
  stops: named(stops),
  class: named(cabins),
  /** Hours. */
  duration: z.coerce.number().positive('must be hours above 0'),
  days_left: Count,
  price: Price,
})

export const easemytrip: SourceAdapter = {
  requiredColumns: Object.keys(Row.shape).filter((column) => column !== 'flight'),
  read(cells: FareRow): Sighting | string {
    const row = parseRow(Row, cells)
    if (typeof row === 'string') return row
    const departure = dayOf(dayNumber(SCRAPE_DAY) + row.days_left)
    const searchId = `emt-${row.source_city}-${row.destination_city}-${row.class}-${departure}`
    const flightNumber = flightNumberOf(row.flight ?? '')
    return {
      search: {
        // From midnight to 18:00 UTC it is the scrape day in India, too.
        timestamp: instantWithin(SCRAPE_DAY, 0, 18, searchId),
        search_id: searchId,
        origin_airport: row.source_city,
        destination_airport: row.destination_city,
        departure_date: departure,
        number_of_passengers: 1,
        currency: 'INR',
        cabin_class: row.class,
      },
      offer: {
        airline: row.airline,
        ...(flightNumber ? { flight_number: flightNumber } : {}),
        price: row.price,
        stops: row.stops,
        duration_minutes: Math.round(row.duration * 60),
        departure_at: `${departure}T${row.departure_time}`,
      },
    }
  },
}

/**
 * "SG-8709" is SG8709. A spreadsheet read IndiGo's "6E-269" as a number and wrote "6.00E-269",
 * which can be read back; one written as "0.00E+00" is lost.
 */
function flightNumberOf(flight: string): string | undefined {
  const [, airline, number] =
    /^([A-Z0-9]{2})-(\d{1,4})$/.exec(flight.replace(/^6\.00E-/, '6E-')) ?? []
  return airline && number ? airline + number : undefined
}
