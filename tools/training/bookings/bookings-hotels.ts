/** Hotel bookings as booking curves: one a hotel, arrivals by day, cancelled ones counted as booked. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { dayNumber } from '../../../models/airline/calendar'
import type { BookingCurves } from '../../../pipelines/features/bookings/booking-curves'
import { openPlain } from '../../replay/read-fares'

export const HOTELS = {
  data: 'hotels',
  file: 'demand/hotel_bookings.csv.gz',
  name: 'Hotel booking demand datasets (Antonio, de Almeida, Nunes 2019)',
  licence: 'CC BY 4.0',
  url: 'https://doi.org/10.1016/j.dib.2018.11.126',
} as const

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]
/** Earlier bookings count as of this day. */
const LONGEST_DAYS = 400

const Row = z.object({
  hotel: z.string().min(1),
  lead_time: z.coerce.number().int().min(0),
  arrival_date_year: z.coerce.number().int(),
  arrival_date_month: z.enum(MONTHS),
  arrival_date_day_of_month: z.coerce.number().int(),
})

export type HotelCurves = { readonly hotel: string; readonly curves: BookingCurves }

export async function readHotels(folder: string): Promise<HotelCurves[]> {
  const path = join(folder, HOTELS.file)
  if (!existsSync(path)) {
    throw new Error(`--data: there is no ${path}. Get "${HOTELS.name}" at ${HOTELS.url}`)
  }
  const arrivals = new Map<string, { arrival: number; lead: number }[]>()
  const records = openPlain(path).pipe(parse({ bom: true, columns: true, skip_empty_lines: true }))
  for await (const record of records) {
    const row = Row.parse(record)
    const month = String(MONTHS.indexOf(row.arrival_date_month) + 1).padStart(2, '0')
    const day = String(row.arrival_date_day_of_month).padStart(2, '0')
    const own = arrivals.get(row.hotel) ?? []
    arrivals.set(row.hotel, own)
    const arrival = dayNumber(`${row.arrival_date_year}-${month}-${day}`)
    own.push({ arrival, lead: Math.min(row.lead_time, LONGEST_DAYS) })
  }
  return [...arrivals].map(([hotel, own]) => ({ hotel, curves: curvesOf(own) }))
}

function curvesOf(bookings: readonly { arrival: number; lead: number }[]): BookingCurves {
  const days = bookings.map(({ arrival }) => arrival)
  const firstDay = days.reduce((least, day) => Math.min(least, day), Infinity)
  const lastDay = days.reduce((most, day) => Math.max(most, day), -Infinity)
  const gained = Array.from(
    { length: lastDay - firstDay + 1 },
    () => new Float64Array(LONGEST_DAYS + 1)
  )
  for (const { arrival, lead } of bookings) {
    const curve = gained[arrival - firstDay]
    if (curve) curve[lead] = (curve[lead] ?? 0) + 1
  }
  return { firstDay, gained }
}
