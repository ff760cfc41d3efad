import { expect, it } from 'vitest'
import { bookings } from '../../../models/bookings/hosted-bookings'
import { asOf } from '../../../pipelines/features/bookings/booking-curves'
import {
  BOOKING_FEATURES,
  bookingDecision,
} from '../../../pipelines/features/bookings/booking-features'
import { poisson, stream } from '../../../pipelines/simulator/world/stream'
import { shippedArtifact } from '../../build/shipped-artifact'

const { manifest, session } = await shippedArtifact('bookings')

it('reads the features of booking decisions in order', () => {
  expect(manifest.inputs.map(({ name }) => name)).toEqual([...BOOKING_FEATURES])
})

it('forecasts steady departures near to what they gain', async () => {
  const random = stream(1, 'steady')
  const gained = Array.from({ length: 140 }, () =>
    Float64Array.from({ length: 61 }, (_, d) => poisson(random, 10 * Math.exp(-d / 15)))
  )
  const decision = bookingDecision(asOf({ firstDay: 20_000, gained })(20_100), 20_114)
  if (!decision) throw new Error('no decision')
  const model = bookings.serve(session)
  const { values, ...rest } = decision
  const question = { ...rest, row: { currency: '', values }, daysToDeparture: 14 }
  const [prediction] = await model.predict([question])
  expect((prediction?.p50 ?? 0) / decision.pickupForecast).toBeGreaterThan(0.9)
  expect((prediction?.p50 ?? 0) / decision.pickupForecast).toBeLessThan(1.1)
  expect(prediction?.p90).toBeGreaterThan(prediction?.p10 ?? Infinity)
})
