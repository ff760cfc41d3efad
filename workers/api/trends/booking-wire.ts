/** The form of forecasts of bookings in the API. */
import { z } from '@hono/zod-openapi'
import { IsoDay } from '../../../models/airline/calendar'
import type { BookingForecast } from '../../../pipelines/answers/demand/booking-forecasts'

const Seats = z.number().openapi({ description: 'Seats' })

export const BookingForecastWire = z
  .object({
    departure_date: IsoDay,
    days_to_departure: z.int(),
    booked: Seats.openapi({ description: 'Seats booked up to yesterday' }),
    expected: Seats.openapi({ description: 'Mean of the final bookings' }),
    p10: Seats,
    p50: Seats,
    p90: Seats,
    curve: z
      .array(z.object({ days_before: z.int(), booked: Seats, usual: Seats.nullable() }))
      .openapi({ description: 'Booked so far against the mean of earlier departures' }),
    drivers: z.array(z.object({ name: z.string(), ratio: z.number() })).openapi({
      description: 'Above 1 raises the forecast: the pace of it, its weekday, its neighbours',
    }),
    answered_by: z.string().openapi({ description: 'The model, or the rule' }),
  })
  .openapi('BookingForecast')

export function bookingWire(forecast: BookingForecast): z.infer<typeof BookingForecastWire> {
  const { expected, p10, p50, p90, drivers } = forecast
  return {
    departure_date: forecast.departureDate,
    days_to_departure: forecast.daysToDeparture,
    booked: forecast.booked,
    expected: rounded(expected),
    p10: rounded(p10),
    p50: rounded(p50),
    p90: rounded(p90),
    curve: forecast.curve.map(({ daysBefore, booked, usual }) => ({
      days_before: daysBefore,
      booked,
      usual: usual === undefined ? null : rounded(usual),
    })),
    drivers: drivers.map(({ name, ratio }) => ({ name, ratio: rounded(ratio) })),
    answered_by: forecast.answeredBy,
  }
}

function rounded(value: number): number {
  return Number(value.toFixed(3))
}
