import { expect, test } from 'vitest'
import { fitKnots, type StatedSample } from '../../../../pipelines/ledger/recalibration/fit-knots'
import { noise } from '../../../build/settled-samples'

function stated(observedOf: (stated: number, index: number) => number): StatedSample[] {
  return Array.from({ length: 900 }, (_, index) => {
    const value = 0.2 * Math.abs(noise(index))
    const [day, unit] = [Math.floor(index / 20), `LIS-JFK/${index % 90}`]
    return { day, unit, stated: value, observed: observedOf(value, index) }
  })
}

test('a saving that is stated five times too high is learned to be a fifth', () => {
  const knots = fitKnots(stated((value, index) => value / 5 + 0.02 * noise(index + 3_000)))
  expect(knots?.at(-1)?.observed).toBeCloseTo(0.036, 2)
  for (const [at, { observed }] of (knots ?? []).entries()) {
    expect(observed).toBeGreaterThanOrEqual(knots?.[at - 1]?.observed ?? -1)
  }
})

test('values that are right are left as they are', () => {
  expect(fitKnots(stated((value, index) => value + 0.05 * noise(index + 3_000)))).toBeNull()
})

test('nothing is learned from too few answers', () => {
  expect(fitKnots(stated((value) => value / 5).slice(0, 200))).toBeNull()
})
