import { expect, it } from 'vitest'
import { BOOKINGS_OUTPUTS, decodeBookings } from '../../../models/bookings/decode-bookings'
import { bookings } from '../../../models/bookings/hosted-bookings'
import { manifestOf } from '../../build/manifest'

const manifest = manifestOf({
  model: 'bookings',
  outputs: [...BOOKINGS_OUTPUTS],
  conformal: {
    level: 0.8,
    groups: [{ days_from: 0, days_to: 13, rows: 400, shifts: { p10: -0.1, p90: 0.1 } }],
  },
})
const question = {
  row: { currency: '', values: { pickup_deviation_ratio: 0.1 } },
  pickupForecast: 200,
  bookedSeats: 150,
  daysToDeparture: 7,
}

it('multiplies the pickup forecast and widens intervals as calibrated', () => {
  const [decoded] = decodeBookings(Float32Array.of(1.02, 0.95, 1.01, 1.1), [question], manifest)
  expect(decoded?.expected).toBeCloseTo(204, 3)
  expect(decoded?.p10).toBeCloseTo(170, 3)
  expect(decoded?.p50).toBeCloseTo(202, 3)
  expect(decoded?.p90).toBeCloseTo(240, 3)
})

it('never returns less than is booked, and sorts crossed quantiles', () => {
  const far = { ...question, daysToDeparture: 20 }
  const [decoded] = decodeBookings(Float32Array.of(0.5, 1.2, 1.1, 0.6), [far], manifest)
  expect(decoded?.expected).toBe(150)
  expect([decoded?.p10, decoded?.p50, decoded?.p90].map((seats) => Math.round(seats ?? 0))).toEqual(
    [150, 220, 240]
  )
})

it('has no answer where an output is not a number', () => {
  const outputs = Float32Array.of(Number.NaN, 1, 1, 1)
  expect(decodeBookings(outputs, [question], manifest)).toEqual([undefined])
})

it('has no answer for a question beyond the outputs', () => {
  const outputs = Float32Array.of(1, 1, 1, 1)
  const [first, beyond] = decodeBookings(outputs, [question, question], manifest)
  expect(first?.expected).toBe(200)
  expect(beyond).toBeUndefined()
})

it('falls back to the pickup forecast, as wide as pickups have been', async () => {
  const [decoded] = await bookings.baseline('model-loading').predict([question])
  expect(decoded?.expected).toBe(200)
  expect(decoded?.p90).toBeCloseTo(200 + 1.281552 * 20, 6)
  const unknown = { ...question, row: { currency: '', values: {} } }
  expect(await bookings.baseline('model-loading').predict([unknown])).toEqual([undefined])
})
