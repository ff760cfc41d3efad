/**
 * Expedia itineraries (Kaggle dilwong/flightprices): one row is one one-way US offer in USD,
 * observed on `searchDate`. An itinerary of several airlines or cabins is named by its first
 * airline and sold as its lowest cabin.
 */
import { z } from 'zod'
import { IsoDay } from '../../../models/airline/calendar'
import { AirportCode } from '../../../models/airline/market'
import { CABINS, type Cabin } from '../../../models/airline/trip'
import {
  Count,
  type FareRow,
  Price,
  parseRow,
  type Sighting,
  type SourceAdapter,
} from '../document/adapter'
import { instantWithin } from './spread'

const cabinNames: Readonly<Record<string, Cabin>> = {
  coach: 'economy',
  'premium coach': 'premium',
  business: 'business',
  first: 'first',
}

const segments = z.string().transform((text) => text.split('||'))

const Row = z.object({
  legId: z.string(),
  searchDate: IsoDay,
  flightDate: IsoDay,
  startingAirport: AirportCode,
  destinationAirport: AirportCode,
  fareBasisCode: z.string().optional(),
  /** ISO 8601, such as "PT7H20M" or "P1DT2M". */
  travelDuration: z
    .string()
    .regex(/^P(\d+D)?(T(\d+H)?(\d+M)?)?$/, 'must be an ISO 8601 duration in days, hours, minutes'),
  isBasicEconomy: z.string().optional(),
  totalFare: Price,
  seatsRemaining: Count.optional(),
  segmentsDepartureTimeRaw: segments,
  segmentsAirlineCode: segments,
  segmentsCabinCode: segments,
})

export const expedia: SourceAdapter = {
  requiredColumns: Object.entries(Row.shape)
    .filter(([, schema]) => !(schema instanceof z.ZodOptional))
    .map(([column]) => column),
  read(cells: FareRow): Sighting | string {
    const row = parseRow(Row, cells)
    if (typeof row === 'string') return row
    const cabin = lowestCabin(row.segmentsCabinCode)
    const [airline = ''] = row.segmentsAirlineCode
    if (!cabin) return `segmentsCabinCode: no cabin is called so (read "${row.segmentsCabinCode}")`

    const searchId = `${row.legId}-${row.searchDate}`
    return {
      search: {
        // From noon UTC to midnight it is the same day everywhere in the United States.
        timestamp: instantWithin(row.searchDate, 12, 24, searchId),
        search_id: searchId,
        origin_airport: row.startingAirport,
        destination_airport: row.destinationAirport,
        departure_date: row.flightDate,
        number_of_passengers: 1,
        currency: 'USD',
        cabin_class: cabin,
      },
      offer: {
        airline,
        price: row.totalFare,
        stops: row.segmentsAirlineCode.length - 1,
        duration_minutes: minutesOf(row.travelDuration),
        ...localTime(row.segmentsDepartureTimeRaw[0]),
        // An offer on sale with 0 seats has an unknown number of seats.
        ...(row.seatsRemaining ? { seats_remaining: row.seatsRemaining } : {}),
        // US basic economy includes no checked bag; the file does not say it of other fares.
        ...(row.isBasicEconomy === 'True' ? { bags_included: 0 } : {}),
        ...(row.fareBasisCode === undefined ? {} : { fare_basis: row.fareBasisCode }),
      },
    }
  },
}

function lowestCabin(names: readonly string[]): Cabin | undefined {
  const cabins = names.map((name) => cabinNames[name])
  return CABINS.find((cabin) => cabins.includes(cabin))
}

function minutesOf(duration: string): number {
  const part = (unit: RegExp) => Number(unit.exec(duration)?.[1] ?? 0)
  return part(/(\d+)D/) * 1440 + part(/(\d+)H/) * 60 + part(/(\d+)M/)
}

/** "2022-04-20T12:50:00.000-04:00" is 12:50 on the airport's clock. */
function localTime(raw: string | undefined): { departure_at?: string } {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(raw ?? '')?.[0]
  return local ? { departure_at: local } : {}
}
