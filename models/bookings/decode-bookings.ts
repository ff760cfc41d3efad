/** From the bookings model's outputs, ratios to the pickup forecast, to final bookings. */
import type { Manifest } from '../runtime/artifact'
import { conformalShifts } from '../runtime/conformal'
import type { BookingsPrediction, BookingsQuestion } from './bookings-model'

export const BOOKINGS_OUTPUTS = ['expected', 'p10', 'p50', 'p90'] as const

/**
 * Quantiles are fitted separately and may cross, so they are sorted and raised to the bookings on
 * hand.
 */
export function decodeBookings(
  outputs: Float32Array,
  questions: readonly BookingsQuestion[],
  manifest: Manifest
): readonly (BookingsPrediction | undefined)[] {
  const columns = BOOKINGS_OUTPUTS.map((name) => ({ name, at: manifest.outputs.indexOf(name) }))
  const width = manifest.outputs.length
  return questions.map(({ pickupForecast, bookedSeats, daysToDeparture }, row) => {
    const shifts = conformalShifts(manifest, { daysToDeparture })
    const [expected = Number.NaN, ...quantiles] = columns.map(({ name, at }) => {
      const ratio = (outputs[row * width + at] ?? Number.NaN) + (shifts[name] ?? 0)
      return Math.max(bookedSeats, ratio * pickupForecast)
    })
    const [p10, p50, p90] = quantiles.sort((a, b) => a - b)
    if (p10 === undefined || p50 === undefined || p90 === undefined) return undefined
    return [expected, p10, p50, p90].every(Number.isFinite)
      ? { expected, p10, p50, p90 }
      : undefined
  })
}
