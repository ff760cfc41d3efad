import { expect, test } from 'vitest'
import {
  narrowedByPrior,
  plausibleBounds,
} from '../../../../pipelines/market/gate/plausible-bounds'

const ECONOMY = { cabin: 'economy', roundTrip: false, currency: 'EUR' } as const

test('bounds grow with distance, cabin and a second direction, in the fares’ own currency', () => {
  const near = plausibleBounds('LIS-OPO', ECONOMY)
  const far = plausibleBounds('LIS-JFK', ECONOMY)
  expect(near?.lowMinor).toBeLessThan(400)
  expect(far?.lowMinor).toBeGreaterThan(1_500)
  expect(far?.highMinor).toBeGreaterThan(300_000)
  expect(plausibleBounds('LIS-JFK', { ...ECONOMY, roundTrip: true })?.highMinor).toBeCloseTo(
    2 * (far?.highMinor ?? 0),
    -1
  )
  expect(plausibleBounds('LIS-JFK', { ...ECONOMY, cabin: 'first' })?.highMinor).toBeCloseTo(
    10 * (far?.highMinor ?? 0),
    -1
  )
  expect(plausibleBounds('HND-CTS', { ...ECONOMY, currency: 'JPY' })?.highMinor).toBeGreaterThan(
    150_000
  )
})

test('nothing bounds a market of unknown places or an unknown currency', () => {
  expect(plausibleBounds('XXX-YYY', ECONOMY)).toBeUndefined()
  expect(plausibleBounds('LIS-JFK', { ...ECONOMY, currency: 'VES' })).toBeUndefined()
})

test('a prior narrows the bounds, and never widens them', () => {
  const bounds = { lowMinor: 1_000, highMinor: 200_000 }
  expect(narrowedByPrior(bounds, { lowMinor: 12_000, highMinor: 30_000 })).toEqual({
    lowMinor: 3_000,
    highMinor: 180_000,
  })
  expect(narrowedByPrior(bounds, { lowMinor: 400, highMinor: 90_000 })).toEqual(bounds)
})
