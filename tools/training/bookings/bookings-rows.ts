/** Booking rows of hotels and of simulated markets that sell out, as Parquet. */
import { DAY_MS, dayNumber } from '../../../models/airline/calendar'
import { BOOKING_FEATURES } from '../../../pipelines/features/bookings/booking-features'
import { type BookingRow, bookingRows } from '../../../pipelines/training/bookings/booking-rows'
import { type ClosedRow, closedRows } from '../../../pipelines/training/bookings/closed-rows'
import type { WantedCurves } from '../../../pipelines/training/bookings/simulated-bookings'
import { type RowFiles, writeParquetRows } from '../kit/parquet-rows'
import type { Job } from '../kit/trainer'
import type { HotelCurves } from './bookings-hotels'

const UNITS: Readonly<Record<string, string>> = {
  days_to_departure: 'days',
  weekday: '1 Monday to 7 Sunday',
  day_of_year: 'days',
  log_forecast: 'log seats',
}

/** Share of departures that sell out before departure. */
export const CLOSED_SHARE = 0.6

export async function writeBookingRows(
  job: Job,
  hotels: readonly HotelCurves[],
  markets: readonly WantedCurves[],
  learnedAt: number,
  files: RowFiles
): Promise<void> {
  await writeBookingLines(linesOf(hotels, markets, learnedAt), files, job.row)
}

export type BookingLine = {
  readonly data: string
  readonly row: BookingRow | ClosedRow
  /** The forecast of a model that ignores closed departures, where there are such. */
  readonly naive: number | undefined
}

export async function writeBookingLines(
  lines: Iterable<BookingLine>,
  files: RowFiles,
  onRow: () => void = () => {}
): Promise<void> {
  const numbers = ['at', 'days', 'booked', 'forecast', 'final', 'truth'] as const
  await writeParquetRows(
    files,
    {
      columns: [
        { name: 'data', type: 'STRING' },
        { name: 'market', type: 'STRING' },
        { name: 'departure_date', type: 'STRING' },
        ...numbers.map((name) => ({ name, type: 'DOUBLE' as const })),
        { name: 'departs', type: 'DOUBLE' },
        ...(['pickup', 'weekday_pickup', 'naive'] as const).map((name) => ({
          name,
          type: 'DOUBLE' as const,
          nullable: true,
        })),
      ],
      features: BOOKING_FEATURES.map((name) => ({
        name,
        kind: 'number',
        unit: UNITS[name] ?? 'ratio',
      })),
    },
    records(lines),
    onRow
  )
}

function* records(lines: Iterable<BookingLine>): Generator<Record<string, unknown>, void> {
  for (const { data, row, naive } of lines) yield record(data, row, naive)
}

function* linesOf(
  hotels: readonly HotelCurves[],
  markets: readonly WantedCurves[],
  learnedAt: number
): Generator<BookingLine> {
  for (const { hotel, curves } of hotels) {
    for (const row of bookingRows(hotel, curves)) yield { data: 'hotels', row, naive: undefined }
  }
  for (const market of markets) {
    for (const row of closedRows(market, CLOSED_SHARE, learnedAt))
      yield { data: 'simulator', row, naive: row.naive }
  }
}

function record(data: string, row: BookingRow | ClosedRow, naive: number | undefined) {
  return {
    'row.data': data,
    'row.market': row.market,
    'row.departure_date': row.departureDate,
    'row.departs': dayNumber(row.departureDate) * DAY_MS,
    'row.at': row.at,
    'row.days': row.daysToDeparture,
    'row.booked': row.booked,
    'row.forecast': row.forecast,
    'row.pickup': row.pickup,
    'row.weekday_pickup': row.weekdayPickup,
    'row.naive': naive,
    'row.final': row.final,
    'row.truth': row.truth,
    ...row.values,
  }
}
