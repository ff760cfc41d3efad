/** The bookings model from the lake: booking curves of departures that were observed to their end. */
import { dayNumber, dayNumberAt } from '../../../models/airline/calendar'
import type { BookingsModel } from '../../../models/bookings/bookings-model'
import { bookings } from '../../../models/bookings/hosted-bookings'
import type { BookingEvent, Event } from '../../../pipelines/events/event'
import type { BookingCurves } from '../../../pipelines/features/bookings/booking-curves'
import { type BookingRow, bookingRows } from '../../../pipelines/training/bookings/booking-rows'
import { writeBookingLines } from '../bookings/bookings-rows'
import { rowFiles } from '../kit/parquet-rows'
import { LAKE_DATA, type LakeModel, thinned, trialsOf } from './lake-model'

/** Days before departure that a curve must have been observed. */
const CURVE_DAYS = 60
const LEAST_ROWS = 1_000

export const bookingsFromLake: LakeModel = {
  model: 'bookings',
  python: 'bookings',
  measure: 'absolute error of final bookings, seats',
  async write(events, { testFrom, until }, folder) {
    const files = rowFiles(folder, 'bookings-lake')
    const rows = curvesOf(events, until).flatMap(({ market, curves }) => [
      ...bookingRows(market, curves),
    ])
    // A final figure is known when the departure has left.
    const testDay = dayNumberAt(testFrom)
    const fitted = rows.filter(({ departureDate }) => dayNumber(departureDate) < testDay)
    const compared = thinned(
      rows.filter(({ departureDate, at }) => at >= testFrom && dayNumber(departureDate) >= testDay)
    )
    await writeBookingLines(
      fitted.map((row) => ({ data: LAKE_DATA, row, naive: undefined })),
      files
    )
    return {
      files,
      rows: fitted.length,
      needs: [
        {
          rows: `evenings of departures observed for ${CURVE_DAYS} days, before the test`,
          found: fitted.length,
          least: LEAST_ROWS,
        },
        { rows: 'evenings of such departures in the test', found: compared.length, least: 100 },
      ],
      trials: trialsOf(
        bookings,
        compared.map(({ market, departureDate }) => `${market}/${departureDate}`),
        (port) => absoluteErrors(port, compared)
      ),
    }
  },
}

function curvesOf(events: readonly Event[], until: number) {
  const booked = events.filter((event): event is BookingEvent => event.type === 'booking')
  const firstDay = dayNumberAt(events[0]?.at ?? until) + CURVE_DAYS
  const days = Math.max(0, dayNumberAt(until) - firstDay)
  return [...Map.groupBy(booked, ({ market }) => market)].map(([market, mine]) => {
    const gained = Array.from({ length: days }, () => new Float64Array(CURVE_DAYS + 1))
    for (const { departureDate, at, passengers } of mine) {
      const curve = gained[dayNumber(departureDate) - firstDay]
      const before = dayNumber(departureDate) - dayNumberAt(at)
      if (!curve || before < 0) continue
      const day = Math.min(before, CURVE_DAYS)
      curve[day] = (curve[day] ?? 0) + passengers
    }
    return { market, curves: { firstDay, gained } satisfies BookingCurves }
  })
}

async function absoluteErrors(port: BookingsModel, trials: readonly BookingRow[]) {
  const predictions = await port.predict(
    trials.map(({ values, forecast, booked, daysToDeparture }) => ({
      row: { currency: '', values },
      pickupForecast: forecast,
      bookedSeats: booked,
      daysToDeparture,
    }))
  )
  return trials.map(({ final }, index) => {
    const prediction = predictions[index]
    return prediction && Math.abs(prediction.expected - final)
  })
}
